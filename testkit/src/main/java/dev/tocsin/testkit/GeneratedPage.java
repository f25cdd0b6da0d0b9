package dev.tocsin.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares a page of the documentation with what the code says, or writes it. */
public final class GeneratedPage {

  /** Writes the pages instead of comparing them: {@code mvn test -Dtocsin.docs.write=true}. */
  private static final boolean WRITE = Boolean.getBoolean("tocsin.docs.write");

  private GeneratedPage() {}

  /**
   * @param path below the repository's root
   */
  public static void shouldEqual(String path, String content) {
    Path page = Path.of("..").resolve(path);
    try {
      if (WRITE) {
        Files.createDirectories(page.toAbsolutePath().normalize().getParent());
        Files.writeString(page, content);
      }
      assertThat(Files.exists(page) ? Files.readString(page) : "")
          .as("%s is out of date; write it with mvn test -Dtocsin.docs.write=true", path)
          .isEqualTo(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
