package dev.tocsin.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ProveCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldRunStoriesAndReportWhatWasCompared() {
    // Given
    String[] arguments = {"model", "--cases", "20", "--seed", "7"};
    // When
    int exitCode = run(arguments);
    // Then
    assertThat(exitCode).as(err.toString()).isZero();
    assertThat(out.toString()).startsWith("20 stories from seed 7: ").contains("no difference");
  }

  @Test
  void shouldRequireTheNameOfAProof() {
    // Given, When
    int exitCode = run();
    // Then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("name a proof: model or faults").contains("--help");
  }

  @Test
  void shouldRejectZeroStories() {
    // Given, When
    int exitCode = run("model", "--cases", "0");
    // Then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("1 or more").doesNotContain("\tat ");
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
