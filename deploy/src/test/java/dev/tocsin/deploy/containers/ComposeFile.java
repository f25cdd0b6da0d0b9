package dev.tocsin.deploy.containers;

import dev.tocsin.testkit.Checkout;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The content of docker-compose.yml, whose images the tests start. */
final class ComposeFile {

  private ComposeFile() {}

  static String text() {
    return Checkout.read(Checkout.ROOT.resolve("docker-compose.yml"));
  }

  /** The image behind a variable, unless the environment names another. */
  static String image(String variable) {
    String given = System.getenv(variable);
    return given == null || given.isEmpty() ? defaultOf(variable) : given;
  }

  /** The default of a variable. */
  static String defaultOf(String variable) {
    Matcher matcher = Pattern.compile("\\$\\{" + variable + ":-([^}]+)}").matcher(text());
    if (!matcher.find()) {
      throw new IllegalStateException("docker-compose.yml has no variable " + variable);
    }
    return matcher.group(1);
  }
}
