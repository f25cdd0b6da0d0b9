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
        .hasMessageContaining("there are no files in");
    assertThatThrownBy(() -> InputFile.of(List.of("-", "-"))).hasMessageContaining("only once");
    assertThat(InputFile.kilobytes(InputFile.of(List.of("-")))).isEqualTo(-1);
  }

  @Test
  void shouldTakeADirectoryForTheFilesInIt() throws Exception {
    // Given
    for (String name : List.of("b.jsonl", "a.jsonl.gz", ".hidden")) {
      Files.writeString(directory.resolve(name), "x");
    }
    Files.createDirectory(directory.resolve("c"));

    // When
    List<InputFile> files = InputFile.of(List.of(directory.toString()));

    // Then
    assertThat(files)
        .extracting(InputFile::name)
        .containsExactly(
            directory.resolve("a.jsonl.gz").toString(), directory.resolve("b.jsonl").toString());
  }

  @Test
  void shouldKnowAFileByItsContentAndNotByItsName() throws Exception {
    // Given
    Path one = Files.writeString(directory.resolve("one"), "the same");
    Path two = Files.writeString(directory.resolve("two"), "the same");
    Path other = Files.writeString(directory.resolve("other"), "something else");

    // When
    String first = new InputFile(one.toString()).fingerprint("topic", "format");

    // Then
    assertThat(new InputFile(two.toString()).fingerprint("topic", "format")).isEqualTo(first);
    assertThat(new InputFile(other.toString()).fingerprint("topic", "format")).isNotEqualTo(first);
    assertThat(new InputFile(one.toString()).fingerprint("topic", "else")).isNotEqualTo(first);
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
