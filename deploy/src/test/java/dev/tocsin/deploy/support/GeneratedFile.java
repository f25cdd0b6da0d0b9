package dev.tocsin.deploy.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of the repository that is made from the code, or from what a run of it showed. */
public final class GeneratedFile {

  private static final boolean WRITE = Boolean.getBoolean("tocsin.docs.write");

  private GeneratedFile() {}

  /** Compares it with what it ought to be, or writes it when asked to. */
  public static void shouldEqual(Path file, String content) {
    writeIfAsked(file, content);
    assertThat(file)
        .as(
            "%s is out of date; write it with mvn test -Dtocsin.docs.write=true",
            Checkout.ROOT.relativize(file))
        .content(UTF_8)
        .isEqualTo(content);
  }

  /** Writes it when asked to. For what no two runs make the same, so that it cannot be compared. */
  public static void writeIfAsked(Path file, String content) {
    if (!WRITE) {
      return;
    }
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
