package dev.tocsin.cli.logs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.ExitCodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsImportCommandTest {

  private final Cli cli = Cli.with(Map.of("TOCSIN_PROVIDERS", "duo"));

  @TempDir private Path directory;

  @Test
  void shouldFailIfRejectsCannotBeWritten() throws Exception {
    // Given
    Path file = Files.writeString(directory.resolve("logs.jsonl"), "{}\n");

    // When
    Result result =
        cli.run(
            "logs", "import", file.toString(), "--provider=duo", "-n", "--rejects", "/dev/full");

    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
    assertThat(result.err()).contains("/dev/full", "No space left on device");
  }

  @Test
  void shouldRejectResumeOfStreams() throws Exception {
    // Given
    Path fifo = directory.resolve("fifo");
    new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();

    for (String name : new String[] {"-", fifo.toString(), "/dev/null"}) {
      // When: the pipe has no writer, so that reading it would not end
      Result result = cli.run("logs", "import", name, "--provider=duo", "--resume");

      // Then
      assertThat(result.exitCode()).isEqualTo(ExitCodes.USAGE);
      assertThat(result.err()).contains("cannot be resumed: --resume requires files");
    }
  }

  @Test
  void shouldShortenRecordsInPreview() throws Exception {
    // Given
    String record =
        "{\"log_id\":\"%s\",\"account_id\":\"a\\nb\",\"phone\":\"+12125550199\",\"channel\":\"SMS\","
            + "\"sent_at\":1709251200000}";
    Path file = directory.resolve("logs.jsonl");
    Files.writeString(file, record.formatted("x".repeat(1_000)));

    // When
    Result result = cli.run("logs", "import", file.toString(), "--provider=duo", "--dry-run");

    // Then
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.lines()).allMatch(line -> line.length() < 200);
    assertThat(result.out()).contains("x…", "a\\u000ab");
  }
}
