package dev.tocsin.cli.keyset;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.history.crypto.KeysetException;
import dev.tocsin.ops.encryption.KeysetFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a key to a keyset and makes it the primary one. */
@Command(
    name = "rotate",
    description = {
      "Add a new AES-256-GCM key to a keyset and make it the primary one, which encrypts from then"
          + " on. All old keys stay, and open what was encrypted with them.",
      "A running detector reads its keyset at the start only: restart it afterwards. Several"
          + " instances need two steps, so that none meets a key that it does not know: --prepare"
          + " and restart all of them, then once more without it and restart them again."
    },
    footer = {
      "  tocsin keyset rotate tocsin-keyset.json",
      "  tocsin keyset rotate --prepare tocsin-keyset.json     first of two steps"
    })
final class KeysetRotateCommand implements Callable<Integer> {

  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "FILE", description = "The keyset; it is replaced at once.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(
      names = "--prepare",
      description =
          "Add the new key without making it the primary one; the next rotation does that and adds"
              + " none.")
  private boolean prepare;

  @Override
  public Integer call() {
    KeysetFile keyset = Keysets.file(output, file);
    HistoryKeyset old = Keysets.read(keyset, file);
    HistoryKeyset next = next(old);
    try {
      keyset.replace(next);
    } catch (IOException e) {
      throw Keysets.failed("replaced", file, e);
    }
    output
        .console()
        .note(
            prepare
                ? "A key was added to %s; key %s stays the primary one. Give it to all instances."
                    .formatted(file, next.primaryId())
                : "The primary key in %s is now %s; %s before. Keep a copy elsewhere, and restart."
                    .formatted(file, next.primaryId(), old.primaryId()));
    return ExitCodes.OK;
  }

  private HistoryKeyset next(HistoryKeyset old) {
    if (!prepare) {
      try {
        return old.isPrepared() ? old.promoted() : old.rotated();
      } catch (KeysetException e) {
        throw new CliException(ExitCodes.CONFIG, "the keyset in " + file + " " + e.getMessage(), e);
      }
    }
    if (old.isPrepared()) {
      throw new CliException(
          ExitCodes.USAGE,
          file
              + " has a prepared key already; 'tocsin keyset rotate "
              + file
              + "' makes it the primary one");
    }
    return old.prepared();
  }
}
