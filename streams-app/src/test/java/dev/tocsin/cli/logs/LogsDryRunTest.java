package dev.tocsin.cli.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.ExitCodes;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reports of an import, in a dry run without a cluster. */
class LogsDryRunTest {

  private static final String PHONE = "+12125550199";

  private static final String LINE =
      "{\"log_id\":\"log-1\",\"account_id\":\"acme\",\"phone\":\""
          + PHONE
          + "\",\"channel\":\"SMS\",\"sent_at\":1709251200000}\n";

  private final Cli cli = Cli.offline();

  @TempDir private Path directory;

  @Test
  void shouldPrintSummaryAndPreviewAsJson() throws Exception {
    // Given
    Path file = Files.writeString(directory.resolve("logs.jsonl"), LINE);

    // When
    Result result = dryRun(file, "-o", "json");

    // Then
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCodes.OK);
    JsonNode summary = result.json();
    assertThat(summary.at("/sent").asLong()).isZero();
    assertThat(summary.at("/would_send").asLong()).isEqualTo(1);
    assertThat(summary.at("/preview/0/line").asLong()).isEqualTo(1);
    assertThat(summary.at("/preview/0/log_id").asText()).isEqualTo("log-1");
    assertThat(summary.at("/preview/0/sent_at").asText()).isEqualTo("2024-03-01T00:00:00Z");
    assertThat(result.out()).doesNotContain(PHONE);
  }

  @Test
  void shouldNameEmptyFiles() throws Exception {
    // Given
    for (String name : List.of("empty", "blank", "list", "packed.gz")) {
      Files.writeString(
          directory.resolve(name), name.equals("list") ? "[]" : name.equals("blank") ? "\n\n" : "");
    }
    Files.write(directory.resolve("packed.gz"), gzip(""));

    // When
    Result nothing = dryRun(directory);
    Files.writeString(directory.resolve("logs"), LINE);
    Result something = dryRun(directory);

    // Then
    assertThat(nothing.exitCode()).isEqualTo(ExitCodes.OK);
    for (String name : List.of("empty", "blank", "list", "packed.gz")) {
      assertThat(nothing.err()).contains(directory.resolve(name) + ": contains no records");
    }
    assertThat(something.err()).doesNotContain(directory.resolve("logs") + ": contains");
  }

  @Test
  void shouldContinueAfterDamagedFiles() throws Exception {
    // Given
    byte[] packed = gzip(LINE.repeat(100));
    Files.write(directory.resolve("a.gz"), Arrays.copyOf(packed, packed.length - 12));
    Files.writeString(directory.resolve("b.json"), "[" + LINE + ",\n{\"log_id\" oops},\n" + LINE);
    Files.write(directory.resolve("c.zip"), new byte[] {'P', 'K', 3, 4, 20, 0});
    Files.writeString(directory.resolve("d.jsonl"), LINE);

    // When
    Result text = dryRun(directory);
    Result json = dryRun(directory, "-o", "json");

    // Then
    assertThat(text.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(text.out()).contains("files not read to their end: 3");
    assertThat(text.err())
        .contains(
            "a.gz: the gzip data is damaged or truncated",
            "b.json:3: BROKEN_DOCUMENT",
            "the rest of this file was not read",
            "c.zip: zip archives are not supported: unpack it first");
    assertThat(json.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(json.json().at("/files_not_read_to_end").asLong()).isEqualTo(3);
    assertThat(json.json().at("/would_send").asLong()).isGreaterThanOrEqualTo(2);
    assertThat(json.json().at("/rejected/BROKEN_DOCUMENT").asLong()).isEqualTo(1);
  }

  private Result dryRun(Path file, String... more) {
    String[] command = {"logs", "import", file.toString(), "--provider=duo", "--dry-run"};
    String[] all = Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return cli.run(all);
  }

  private static byte[] gzip(String text) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }
}
