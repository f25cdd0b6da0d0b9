package dev.tocsin.deploy.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of the checkout. */
final class Repository {

  static final Path ROOT =
      Path.of(System.getProperty("tocsin.root", "..")).toAbsolutePath().normalize();
  static final Path MONITORING = ROOT.resolve("deploy/monitoring");
  static final Path RUNBOOKS = ROOT.resolve("docs/runbooks");

  /** The page that lists all runbooks. */
  static final String INDEX = "README.md";

  private static final boolean WRITE = Boolean.getBoolean("tocsin.docs.write");

  private Repository() {}

  static String read(Path file) {
    try {
      return Files.readString(file).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The files of a directory with this ending, by name. */
  static List<Path> list(Path directory, String ending) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Compares a generated page with what is committed, or writes it when asked to. */
  static void shouldHold(Path page, String content) {
    try {
      if (WRITE) {
        Files.writeString(page, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(Files.exists(page) ? read(page) : "")
        .as(
            "%s is out of date; write it with mvn test -Dtocsin.docs.write=true",
            ROOT.relativize(page))
        .isEqualTo(content);
  }
}
