package dev.tocsin.cli.keyset;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.history.crypto.KeysetException;
import dev.tocsin.ops.encryption.KeysetFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reading a keyset that somebody named on the command line. */
final class Keysets {

  private Keysets() {}

  static KeysetFile file(OutputOptions output, Path file) {
    return new KeysetFile(output.surroundings().workingDirectory().resolve(file));
  }

  static HistoryKeyset read(KeysetFile keyset, Path file) {
    try {
      return keyset.read();
    } catch (NoSuchFileException e) {
      throw new CliException(
          ExitCodes.USAGE,
          "there is no file " + file + "; 'tocsin keyset create --out " + file + "' makes a keyset",
          e);
    } catch (IOException e) {
      throw failed("read", file, e);
    } catch (KeysetException e) {
      throw new CliException(
          ExitCodes.CONFIG,
          "the keyset in "
              + file
              + " "
              + e.getMessage()
              + "; bring the right one back from its copy");
    }
  }

  static CliException failed(String what, Path file, IOException e) {
    return new CliException(
        ExitCodes.CONFIG,
        file
            + " cannot be "
            + what
            + ": "
            + e.getClass().getSimpleName()
            + "; check the path and this user's permissions",
        e);
  }
}
