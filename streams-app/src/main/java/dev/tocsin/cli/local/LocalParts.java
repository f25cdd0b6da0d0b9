package dev.tocsin.cli.local;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;

/** Whether the parts for a stack on this machine are there. */
final class LocalParts {

  private static final String ENTRY = "dev.tocsin.local.LocalStack";

  private LocalParts() {}

  /**
   * Refuses to go on without them.
   *
   * @throws CliException saying where they are
   */
  static void require(String command) {
    try {
      Class.forName(ENTRY, false, LocalParts.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new CliException(
          ExitCodes.CONFIG,
          "'"
              + command
              + "' needs a broker and a registry to start here, and this installation is without"
              + " them, as the container image is; run ./tocsin "
              + command
              + " from a checkout of the sources",
          e);
    }
  }
}
