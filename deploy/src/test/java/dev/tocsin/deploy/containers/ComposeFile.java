package dev.tocsin.deploy.containers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What docker-compose.yml says; its images are the ones that the tests start. */
final class ComposeFile {

  static final Path ROOT = Path.of(System.getProperty("tocsin.root", "..")).normalize();

  private ComposeFile() {}

  static String text() {
    try {
      return Files.readString(ROOT.resolve("docker-compose.yml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The image behind a variable, unless the environment names another. */
  static String image(String variable) {
    String given = System.getenv(variable);
    return given == null || given.isEmpty() ? defaultOf(variable) : given;
  }

  /** What a variable stands for where nobody sets it. */
  static String defaultOf(String variable) {
    Matcher matcher = Pattern.compile("\\$\\{" + variable + ":-([^}]+)}").matcher(text());
    if (!matcher.find()) {
      throw new IllegalStateException("docker-compose.yml has no variable " + variable);
    }
    return matcher.group(1);
  }
}
