package dev.tocsin.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.cli.Progress;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {

  @TempDir private Path directory;

  @Test
  void shouldUnpackByNameAndMeterWhatIsOnDisk() throws Exception {
    // Given
    byte[] content = new byte[100_000];
    new java.util.Random(1).nextBytes(content);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    Path file = directory.resolve("Logs.JSONL.GZ");
    Files.write(file, packed.toByteArray());
    List<InputFile> files = InputFile.of(List.of(file.toString()));
    AtomicLong advanced = new AtomicLong();

    // When
    byte[] read;
    try (InputStream in =
        files.getFirst().open(InputStream.nullInputStream(), counting(advanced))) {
      read = in.readAllBytes();
    }

    // Then
    assertThat(read).isEqualTo(content);
    assertThat(files.getFirst().extension()).isEqualTo("jsonl");
    assertThat(advanced.get())
        .isEqualTo(InputFile.kilobytes(files))
        .isEqualTo(packed.size() / 1000);
  }

  @Test
  void shouldRefuseWhatCannotBeReadBeforeAnythingIsRead() {
    assertThatThrownBy(() -> InputFile.of(List.of("-", directory.resolve("no").toString())))
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> InputFile.of(List.of(directory.toString())))
        .hasMessageContaining("it is a directory");
    assertThatThrownBy(() -> InputFile.of(List.of("-", "-"))).hasMessageContaining("only once");
    assertThat(InputFile.kilobytes(InputFile.of(List.of("-")))).isEqualTo(-1);
  }

  private static Progress counting(AtomicLong sum) {
    return new Progress() {
      @Override
      public void advance(long steps) {
        sum.addAndGet(steps);
      }

      @Override
      public void close() {}
    };
  }
}
