package dev.tocsin.cli.keyset;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.history.crypto.HistoryKeyset;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a keyset. */
@Command(
    name = "create",
    description = {
      "Make a keyset with one AES-256-GCM key, in Tink's JSON format, not encrypted.",
      "Keep a copy where the state directory is not: without it the history cannot be read."
    },
    footer = {
      "  tocsin keyset create --out tocsin-keyset.json     then history.keyset.file=tocsin-keyset.json",
      "  tocsin keyset create | vault kv put secret/tocsin keyset=-"
    })
final class KeysetCreateCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Write it into this new file, mode 0600. Default: standard output, where it is a secret"
              + " too.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    HistoryKeyset keyset = HistoryKeyset.generate();
    Path file = out;
    if (file == null) {
      PrintWriter writer = command.commandLine().getOut();
      writer.println(keyset.toJson());
      writer.flush();
    } else {
      write(keyset, file);
      output
          .console()
          .note(
              "A keyset with key "
                  + keyset.primaryId()
                  + " is in "
                  + file
                  + ". Keep a copy elsewhere.");
    }
    return ExitCodes.OK;
  }

  private void write(HistoryKeyset keyset, Path file) {
    try {
      Keysets.file(output, file).create(keyset);
    } catch (FileAlreadyExistsException e) {
      throw new CliException(
          ExitCodes.USAGE,
          file
              + " is there already, and a history may need it; name another file, or add a key to it"
              + " with 'tocsin keyset rotate "
              + file
              + "'",
          e);
    } catch (IOException e) {
      throw Keysets.failed("written", file, e);
    }
  }
}
