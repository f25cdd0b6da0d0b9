package dev.tocsin.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.cli.Progress;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {

  private static final Consumer<String> IGNORED = note -> {};

  @TempDir private Path directory;

  @Test
  void shouldDecompressAndReportProgress() throws Exception {
    // Given
    byte[] content = new byte[100_000];
    new java.util.Random(1).nextBytes(content);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    Path file = directory.resolve("Logs.JSONL.GZ");
    Files.write(file, packed.toByteArray());
    List<InputFile> files = InputFile.of(List.of(file.toString()), IGNORED);
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
  void shouldRejectUnreadableFilesFirst() {
    assertThatThrownBy(
            () -> InputFile.of(List.of("-", directory.resolve("no").toString()), IGNORED))
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> InputFile.of(List.of(directory.toString()), IGNORED))
        .hasMessageContaining("no files in directory");
    assertThatThrownBy(() -> InputFile.of(List.of("-", "-"), IGNORED))
        .hasMessageContaining("only once");
    assertThat(InputFile.kilobytes(InputFile.of(List.of("-"), IGNORED))).isEqualTo(-1);
  }

  @Test
  void shouldDecompressByContent() throws Exception {
    // Given
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("text".getBytes(StandardCharsets.UTF_8));
    }
    Path nameless = Files.write(directory.resolve("packed.jsonl"), packed.toByteArray());
    Path plain = Files.writeString(directory.resolve("plain.jsonl.gz"), "text");
    Path zip = Files.write(directory.resolve("a.zip"), new byte[] {'P', 'K', 3, 4, 20, 0});
    Path empty = Files.createFile(directory.resolve("empty.gz"));

    // Then
    assertThat(content(new InputFile(nameless.toString()), InputStream.nullInputStream()))
        .isEqualTo("text");
    assertThat(content(new InputFile("-"), new ByteArrayInputStream(packed.toByteArray())))
        .isEqualTo("text");
    assertThat(content(new InputFile(plain.toString()), InputStream.nullInputStream()))
        .isEqualTo("text");
    assertThat(content(new InputFile(empty.toString()), InputStream.nullInputStream())).isEmpty();
    assertThatThrownBy(() -> content(new InputFile(zip.toString()), InputStream.nullInputStream()))
        .hasMessage("zip archives are not supported: unpack it first");
  }

  @Test
  void shouldExpandDirectories() throws Exception {
    // Given
    Files.createDirectories(directory.resolve("c/d"));
    Files.createDirectories(directory.resolve(".git"));
    for (String name :
        List.of("b.jsonl", "a.jsonl.gz", "c/d/000000.gz", "c/1", ".hidden", ".git/x")) {
      Files.writeString(directory.resolve(name), "x");
    }
    Files.createSymbolicLink(directory.resolve("c/up"), directory);
    Files.createSymbolicLink(directory.resolve("c/file"), directory.resolve("b.jsonl"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("c"));
    List<String> notes = new ArrayList<>();

    // When
    List<InputFile> files = InputFile.of(List.of(directory.toString()), notes::add);
    List<InputFile> linked = InputFile.of(List.of(link.toString()), IGNORED);

    // Then
    assertThat(files)
        .extracting(file -> directory.relativize(Path.of(file.name())).toString())
        .containsExactly("a.jsonl.gz", "b.jsonl", "c/1", "c/d/000000.gz", "c/file");
    assertThat(notes)
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("skipped", directory.resolve(".git").toString(), "c/up", ".hidden", "link")
        .doesNotContain(".git/x");
    assertThat(linked).extracting(InputFile::name).startsWith(link.resolve("1").toString());
  }

  @Test
  void shouldIdentifyFileByContent() throws Exception {
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

  private static String content(InputFile file, InputStream standardInput) throws IOException {
    try (InputStream in = file.open(standardInput, Progress.NONE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
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
