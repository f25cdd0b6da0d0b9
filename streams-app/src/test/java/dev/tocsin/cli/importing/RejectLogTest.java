package dev.tocsin.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.cli.CliException;
import dev.tocsin.ingest.decode.Decoded;
import dev.tocsin.ingest.decode.RejectReason;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectLogTest {

  private static final Decoded.Rejected<String> BAD = new Decoded.Rejected<>(RejectReason.CEF);

  @TempDir private Path directory;

  @Test
  void shouldWriteLinesToFileOnSync() throws Exception {
    // Given
    Path file = directory.resolve("rejects");
    try (RejectLog log = new RejectLog(file, false)) {
      log.add("logs.jsonl", 1, BAD);

      // When
      log.sync();

      // Then
      assertThat(Files.readAllLines(file)).singleElement().asString().startsWith("logs.jsonl:1: ");
    }
  }

  @Test
  void shouldAppendAfterLastCompleteLine() throws Exception {
    // Given
    Path torn = Files.writeString(directory.resolve("torn"), "a:1: CEF\na:2: C");
    Path whole = Files.writeString(directory.resolve("whole"), "a:1: CEF\n");
    Path nothingWhole =
        Files.writeString(directory.resolve("nothing"), "a:1: " + "x".repeat(200_000));

    // When
    for (Path file : new Path[] {torn, whole, nothingWhole, directory.resolve("new")}) {
      try (RejectLog log = new RejectLog(file, true)) {
        log.add("a", 2, BAD);
      }
    }

    // Then
    String second = "a:2: " + RejectReason.CEF + ": " + RejectReason.CEF.remedy();
    assertThat(torn).hasContent("a:1: CEF\n" + second);
    assertThat(whole).hasContent("a:1: CEF\n" + second);
    assertThat(nothingWhole).hasContent(second);
    assertThat(directory.resolve("new")).hasContent(second);
  }

  @Test
  void shouldReportWriteError() {
    // Given: a device that is always full
    Path full = Path.of("/dev/full");
    RejectLog log = new RejectLog(full, true);
    log.add("a", 1, BAD);

    // Then
    assertThatThrownBy(log::sync)
        .isInstanceOf(CliException.class)
        .hasMessageContaining("--rejects: cannot write '/dev/full' (No space left on device)");
  }
}
