package dev.tocsin.deploy.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of the repository. */
final class Checkout {

  private static final Path ROOT = Path.of(System.getProperty("tocsin.root", "..")).normalize();

  /** Writes generated files instead of comparing them. */
  static final boolean WRITE = Boolean.getBoolean("tocsin.docs.write");

  private Checkout() {}

  /**
   * @param path below the repository's root
   */
  static Path path(String path) {
    return ROOT.resolve(path);
  }

  static String read(String path) {
    try {
      return Files.readString(path(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares a generated file with what it ought to be, or writes it. */
  static void shouldEqual(String path, String content) {
    try {
      if (WRITE) {
        Files.createDirectories(path(path).getParent());
        Files.writeString(path(path), content);
      }
      assertThat(path(path)).exists();
      assertThat(read(path))
          .as("%s is out of date; write it with mvn test -Dtocsin.docs.write=true", path)
          .isEqualTo(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
