package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a file of the repository with what the code generates, or writes it. */
public final class GeneratedPage {

  /** Writes the files instead of comparing them: {@code mvn test -Dtocsin.docs.write=true}. */
  private static final boolean WRITE = Boolean.getBoolean("tocsin.docs.write");

  private GeneratedPage() {}

  /**
   * @param path below the repository's root
   */
  public static void shouldEqual(String path, String content) {
    shouldEqual(Checkout.ROOT.resolve(path), content);
  }

  /** Compares a file with what it has to be, or writes it when asked to. */
  public static void shouldEqual(Path file, String content) {
    writeIfAsked(file, content);
    assertThat(file)
        .as(
            "%s is out of date; write it with mvn test -Dtocsin.docs.write=true",
            Checkout.ROOT.relativize(file))
        .content(StandardCharsets.UTF_8)
        .isEqualTo(content);
  }

  /** Writes a file when asked to; for content that differs from run to run. */
  public static void writeIfAsked(Path file, String content) {
    if (!WRITE) {
      return;
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
