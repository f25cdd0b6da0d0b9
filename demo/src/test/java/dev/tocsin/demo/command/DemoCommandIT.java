package dev.tocsin.demo.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.cli.CliEnvironment;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.demo.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The story on a real broker, registry and detector. */
class DemoCommandIT {

  private static final int RECORDS = 20_000;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void shouldAgreeWithTheIndependentRecount() throws Exception {
    // Given
    CommandLine tocsin = commandLine();

    // When
    int exitCode =
        tocsin.execute(
            "demo",
            "--once",
            "--records",
            Integer.toString(RECORDS),
            "--live-rate",
            "100",
            "--output",
            "json");

    // Then
    assertThat(exitCode).as("%s%n%s", err, out).isZero();
    JsonNode story = new ObjectMapper().readTree(out.toString());
    assertThat(story.get("differences")).isEmpty();
    assertThat(story.at("/inputs/distinct_records").asLong()).isGreaterThan(RECORDS);
    assertThat(story.at("/inputs/repeated_records").asLong()).isPositive();
    assertThat(story.at("/flagged").asLong())
        .isPositive()
        .isEqualTo(story.at("/recount/flagged").asLong());
    assertThat(story.at("/notifications_sent/USER").properties())
        .extracting(Map.Entry::getKey)
        .contains("CREATED", "WITHDRAWN", "CLOSED");
    assertThat(story.at("/notifications_sent/ACCOUNT").properties())
        .extracting(Map.Entry::getKey)
        .contains("CREATED", "UPDATED", "WITHDRAWN", "CLOSED");
    assertThat(story.at("/pending").asLong()).isPositive();
    assertThat(story.at("/dead_letters").size()).isEqualTo(11);
    assertThat(story.at("/incidents/INC-2024-0401/coverage").asText()).isEqualTo("COMPLETE");
    assertThat(story.at("/incidents/INC-2024-0310/status").asText()).isEqualTo("WITHDRAWN");
    assertThat(story.at("/detection_latency_ms/people").asInt()).isPositive();
    assertThat(err.toString()).doesNotContainPattern("\\+\\d{9,}");
  }

  @Test
  void shouldRejectOptionsWithoutEffect() {
    // When
    int own = commandLine().execute("demo", "--registry-url", "http://localhost:8081");
    int attached = commandLine().execute("demo", "--attach", "--keep", directory.toString());

    // Then
    assertThat(own).isEqualTo(ExitCodes.USAGE);
    assertThat(attached).isEqualTo(ExitCodes.USAGE);
    assertThat(err.toString())
        .contains("--registry-url requires --attach", "--keep excludes --attach");
  }

  @Test
  void shouldRejectADirectoryThatIsNotEmpty() throws Exception {
    // Given
    Files.writeString(directory.resolve("file"), "data");

    // When
    int exitCode = commandLine().execute("demo", "--keep", directory.toString());

    // Then
    assertThat(exitCode).isEqualTo(2);
    assertThat(err.toString()).contains("--keep requires an empty or a new directory");
  }

  private CommandLine commandLine() {
    CliEnvironment environment =
        new CliEnvironment(Map.of("TOCSIN_LOG_LEVEL", "WARN"), directory, false);
    return Main.commandLine(environment)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }
}
