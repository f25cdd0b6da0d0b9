package dev.tocsin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/**
 * The environment of a command, replaceable in tests.
 *
 * @param environment environment variables
 * @param workingDirectory the base of relative paths
 * @param terminal whether standard error is a terminal
 */
public record CliEnvironment(
    Map<String, String> environment, Path workingDirectory, boolean terminal) {

  public CliEnvironment {
    environment = Map.copyOf(environment);
  }

  /** The environment of this process. */
  public static CliEnvironment ofProcess() {
    return new CliEnvironment(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        !"dumb".equals(System.getenv("TERM")) && isTerminal(Path.of("/proc/self/fd/2")));
  }

  /** Whether standard output is a terminal. */
  public static boolean outputIsTerminal() {
    return isTerminal(Path.of("/proc/self/fd/1"));
  }

  /** {@code System.console()} covers standard input and output only, not standard error. */
  private static boolean isTerminal(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return CommandLine.Help.Ansi.AUTO.enabled();
    }
  }
}
