package dev.tocsin.cli;

import dev.tocsin.config.Variables;
import dev.tocsin.domain.FieldLimits;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Who changes a window: a claim that is not verified; use it as a {@link Mixin}. */
public final class AuthorOptions {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--author",
      paramLabel = "NAME",
      description =
          "Who changes the window; not verified. Default: $TOCSIN_AUTHOR, or USER@HOST of the"
              + " operating system.")
  private @Nullable String author;

  /** The author. */
  public String author() {
    String name = author;
    if (name == null) {
      name = Main.environment(command).environment().get(Variables.AUTHOR);
    }
    if (name == null) {
      name = System.getProperty("user.name") + "@" + host();
    }
    if (name.isBlank()
        || name.length() > FieldLimits.MAX_NAME
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new CliException(
          ExitCodes.USAGE,
          "--author: expected 1 to " + FieldLimits.MAX_NAME + " characters on one line");
    }
    return name;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
