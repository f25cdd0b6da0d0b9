package dev.tocsin.proof.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FaultsCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "--scenario=99, there is no scenario 99",
    "--scenario=kill, --scenario",
    "--minutes=0, --minutes must be 1 or more",
    "--seed=x, --seed"
  })
  void shouldRejectInvalidOptions(String argument, String message) {
    // Given, When
    int exitCode = run(argument);
    // Then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void shouldListEveryScenarioOnce() {
    // Given, When
    int exitCode = run("--list");
    // Then
    assertThat(exitCode).isZero();
    assertThat(out.toString().lines()).hasSameSizeAs(Scenarios.all());
    assertThat(Scenarios.all()).extracting(Scenario::number).doesNotHaveDuplicates();
    assertThat(Scenarios.all()).extracting(Scenario::name).doesNotHaveDuplicates();
  }

  private int run(String... arguments) {
    return new CommandLine(new FaultsCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
