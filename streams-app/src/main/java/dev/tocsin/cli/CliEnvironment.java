package dev.tocsin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/**
 * What a command finds around it, handed in so that tests can change it.
 *
 * @param environment variables
 * @param workingDirectory where relative files are
 * @param terminal whether standard error is a terminal that somebody looks at
 */
public record CliEnvironment(
    Map<String, String> environment, Path workingDirectory, boolean terminal) {

  public CliEnvironment {
    environment = Map.copyOf(environment);
  }

  /** Those of this process. */
  public static CliEnvironment ofProcess() {
    return new CliEnvironment(
        System.getenv(),
        Path.of("").toAbsolutePath(),
        !"dumb".equals(System.getenv("TERM")) && isTerminal(Path.of("/proc/self/fd/2")));
  }

  /** Whether standard output is a terminal that somebody looks at. */
  public static boolean outputIsTerminal() {
    return isTerminal(Path.of("/proc/self/fd/1"));
  }

  /** Java tells about standard input and output only, and standard output may well be a file. */
  private static boolean isTerminal(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return CommandLine.Help.Ansi.AUTO.enabled();
    }
  }
}
