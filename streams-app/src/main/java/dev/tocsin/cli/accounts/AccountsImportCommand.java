package dev.tocsin.cli.accounts;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.importing.Import;
import dev.tocsin.cli.importing.InputFile;
import dev.tocsin.cli.topic.Publisher;
import dev.tocsin.config.DetectionKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.Account;
import dev.tocsin.ingest.AccountFileReader;
import dev.tocsin.topology.EventSerdes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports accounts from a file. */
@Command(
    name = "import",
    description = {
      "Add and update accounts from a CSV or JSON lines file.",
      "CSV requires a header. Both formats require account_id and name; contact, country (two"
          + " letters) and updated_at (ISO 8601 with an offset) are optional. Accounts that are"
          + " not in the file stay unchanged. A rejected line is reported with its number and the"
          + " reason, and the import continues."
    },
    footer = {
      "  tocsin accounts import accounts.csv",
      "  crm-export | tocsin accounts import - --format json"
    })
final class AccountsImportCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      paramLabel = "FILE|-",
      description = "File to import, '-' for standard input; gzip is decompressed.")
  private String file = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "${COMPLETION-CANDIDATES}. Default: by the extension of the file (.csv; .json, .jsonl,"
              + " .ndjson).")
  private AccountFileReader.@Nullable Format format;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Write the position and reason of every rejected line to this file.")
  private @Nullable Path rejects;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Validate the file; send nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    List<InputFile> inputs = InputFile.of(List.of(file), output.console()::note);
    Instant latest = Instant.now().plus(loaded.duration(DetectionKeys.EVENT_TIME_FUTURE_TOLERANCE));
    AccountFileReader reader = new AccountFileReader(format(inputs.getFirst()), latest);
    try (Publisher<Account> publisher = publisher(loaded)) {
      return new Import<>("accounts", Account::getAccountId, output.console(), publisher, null)
          .run(inputs, rejects, false, (input, in, sink) -> read(reader, input, in, sink));
    }
  }

  private static void read(
      AccountFileReader reader,
      InputFile input,
      InputStream in,
      dev.tocsin.ingest.Sink<Account> sink)
      throws IOException {
    try {
      reader.read(in, sink);
    } catch (AccountFileReader.HeaderException e) {
      throw new CliException(ExitCodes.BAD_INPUT, input.name() + ": " + e.getMessage(), e);
    }
  }

  private @Nullable Publisher<Account> publisher(TocsinConfig loaded) throws InterruptedException {
    return dryRun ? null : new Publisher<>(loaded, loaded.topics().account(), EventSerdes::account);
  }

  private AccountFileReader.Format format(InputFile input) {
    if (format != null) {
      return format;
    }
    return switch (input.extension()) {
      case "csv" -> AccountFileReader.Format.CSV;
      case "json", "jsonl", "ndjson" -> AccountFileReader.Format.JSON;
      default ->
          throw new CliException(
              ExitCodes.USAGE,
              "cannot infer the format of '"
                  + input.name()
                  + "' from its name; add --format csv or --format json");
    };
  }
}
