package dev.tocsin.cli.keyset;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.history.crypto.KeysetException;
import dev.tocsin.ops.encryption.KeysetFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands about the encryption keys of the history. */
@Command(
    name = "keyset",
    description = "Create, rotate and show the keys that encrypt the history and make identifiers.",
    footer = {
      "  tocsin keyset create --out tocsin-keyset.json",
      "  tocsin keyset show tocsin-keyset.json"
    },
    subcommands = {
      KeysetCommand.Create.class,
      KeysetCommand.Rotate.class,
      KeysetCommand.AddIdentity.class,
      KeysetCommand.Show.class,
    })
public final class KeysetCommand {

  /** Creates a keyset. */
  @Command(
      name = "create",
      description = {
        "Create a keyset, unencrypted: an AES-256-GCM key that encrypts the history, and an HMAC key"
            + " that makes the identifiers of records, exposures and notifications.",
        "Keep a copy outside the state directory: without the keyset the history is unreadable, and"
            + " a rebuild gives everything other identifiers."
      },
      footer = {
        "  tocsin keyset create --out tocsin-keyset.json     then history.keyset.file=tocsin-keyset.json",
        "  tocsin keyset create | vault kv put secret/tocsin keyset=-"
      })
  static final class Create implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec command;

    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
        names = "--out",
        paramLabel = "FILE",
        description =
            "Write the keyset to this new file with mode 0600. Default: standard output; the output"
                + " is a secret.")
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
        report(
            output,
            keyset,
            "Created %s with key %s. Keep a copy elsewhere.".formatted(file, keyset.primaryId()));
      }
      return ExitCodes.OK;
    }

    private void write(HistoryKeyset keyset, Path file) {
      try {
        file(output, file).create(keyset);
      } catch (FileAlreadyExistsException e) {
        throw new CliException(
            ExitCodes.USAGE,
            file
                + " already exists, and a history may need its keys; name another file, or add a"
                + " key with 'tocsin keyset rotate "
                + file
                + "'",
            e);
      } catch (IOException e) {
        throw failed("write", file, e);
      }
    }
  }

  /** Adds a key to a keyset and makes it the primary key. */
  @Command(
      name = "rotate",
      description = {
        "Add a new AES-256-GCM key to a keyset and make it the primary key, which encrypts new"
            + " data. The old keys stay in the keyset to decrypt old data.",
        "A detector reads its keyset at startup only: restart it afterwards. With several"
            + " instances, rotate in two steps, so that every instance has the key before one"
            + " encrypts with it: run with --prepare and restart all instances, then run without"
            + " --prepare and restart them again.",
        "The identity key stays: identifiers depend on it."
      },
      footer = {
        "  tocsin keyset rotate tocsin-keyset.json",
        "  tocsin keyset rotate --prepare tocsin-keyset.json     first of two steps"
      })
  static final class Rotate implements Callable<Integer> {

    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "FILE", description = "Keyset file; it is replaced atomically.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
        names = "--prepare",
        description =
            "Add the new key without making it primary; the next rotation makes it primary and adds"
                + " none.")
    private boolean prepare;

    @Override
    public Integer call() {
      KeysetFile keyset = file(output, file);
      HistoryKeyset old = read(keyset::read, file);
      HistoryKeyset next = next(old);
      replace(keyset, next, file);
      report(
          output,
          next,
          prepare
              ? "Added a key to %s; key %s stays primary. Distribute the file to all instances."
                  .formatted(file, next.primaryId())
              : "The primary key in %s is now %s (was %s). Keep a copy elsewhere, and restart."
                  .formatted(file, next.primaryId(), old.primaryId()));
      return ExitCodes.OK;
    }

    private HistoryKeyset next(HistoryKeyset old) {
      if (!prepare) {
        try {
          return old.isPrepared() ? old.promoted() : old.rotated();
        } catch (KeysetException e) {
          throw new CliException(
              ExitCodes.CONFIG, "the keyset in " + file + " " + e.getMessage(), e);
        }
      }
      if (old.isPrepared()) {
        throw new CliException(
            ExitCodes.USAGE,
            file
                + " already has a prepared key; make it primary with 'tocsin keyset rotate "
                + file
                + "'");
      }
      return old.prepared();
    }
  }

  /** Adds the identity key to a keyset that has none. */
  @Command(
      name = "add-identity",
      description = {
        "Add an identity key to a keyset that has none, such as one from Tink's own tools.",
        "It makes the identifiers of records, exposures and notifications, so it is never replaced."
            + " Use the keyset for a new application.id."
      },
      footer = "  tocsin keyset add-identity tocsin-keyset.json")
  static final class AddIdentity implements Callable<Integer> {

    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "FILE", description = "Keyset file; it is replaced atomically.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    public Integer call() {
      KeysetFile keyset = file(output, file);
      HistoryKeyset next = read(keyset::readAndAddIdentity, file);
      replace(keyset, next, file);
      report(
          output,
          next,
          "Added identity key %s to %s. Keep a copy elsewhere."
              .formatted(next.identityKey().id(), file));
      return ExitCodes.OK;
    }
  }

  /** Shows the keys of a keyset. */
  @Command(
      name = "show",
      description =
          "Print ID, status and use of the keys of a keyset, the oldest first; never the key"
              + " material.",
      footer = {
        "  tocsin keyset show tocsin-keyset.json",
        "  tocsin keyset show tocsin-keyset.json --output json"
      })
  static final class Show implements Callable<Integer> {

    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "FILE", description = "Keyset file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    public Integer call() {
      HistoryKeyset keyset = read(file(output, file)::read, file);
      List<HistoryKeyset.Key> keys = keys(keyset);
      Console console = output.console();
      if (console.json()) {
        console.document(keys);
      } else {
        console.table(
            List.of("KEY", "STATUS", "BITS", "USE"),
            keys.stream()
                .map(key -> List.of(key.id(), key.status(), Integer.toString(key.bits()), use(key)))
                .toList());
      }
      return ExitCodes.OK;
    }

    private static String use(HistoryKeyset.Key key) {
      if (key.use().equals("identity")) {
        return "identity: makes identifiers, never rotated";
      }
      return key.primary() ? "primary: encrypts and decrypts" : "decrypts";
    }
  }

  /** What was done to a keyset; as JSON, the keys that it has now. */
  private static void report(OutputOptions output, HistoryKeyset keyset, String done) {
    Console console = output.console();
    console.note(done);
    if (console.json()) {
      console.document(keys(keyset));
    }
  }

  private static List<HistoryKeyset.Key> keys(HistoryKeyset keyset) {
    List<HistoryKeyset.Key> keys = new ArrayList<>(keyset.keys());
    keys.add(keyset.identityKey());
    return keys;
  }

  /** A way of reading a keyset file. */
  private interface Reading {
    HistoryKeyset read() throws IOException;
  }

  private static KeysetFile file(OutputOptions output, Path file) {
    return new KeysetFile(output.environment().workingDirectory().resolve(file));
  }

  private static HistoryKeyset read(Reading keyset, Path file) {
    try {
      return keyset.read();
    } catch (NoSuchFileException e) {
      throw new CliException(
          ExitCodes.USAGE,
          "there is no file "
              + file
              + "; create a keyset with 'tocsin keyset create --out "
              + file
              + "'",
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
              + "; "
              + e.remedy("restore it from its copy"));
    }
  }

  private static void replace(KeysetFile keyset, HistoryKeyset next, Path file) {
    try {
      keyset.replace(next);
    } catch (IOException e) {
      throw failed("replace", file, e);
    }
  }

  private static CliException failed(String action, Path file, IOException e) {
    return new CliException(
        ExitCodes.CONFIG,
        "cannot "
            + action
            + " "
            + file
            + ": "
            + e.getClass().getSimpleName()
            + "; check the path and the permissions of this user",
        e);
  }
}
