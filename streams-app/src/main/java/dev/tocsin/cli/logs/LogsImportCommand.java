package dev.tocsin.cli.logs;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.importing.Import;
import dev.tocsin.cli.importing.InputFile;
import dev.tocsin.cli.importing.Outlet;
import dev.tocsin.cli.importing.Preview;
import dev.tocsin.cli.text.ZoneConverter;
import dev.tocsin.cli.topic.Publisher;
import dev.tocsin.cli.topic.ResumablePublisher;
import dev.tocsin.config.DetectionKeys;
import dev.tocsin.config.Nearest;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.MessageLog;
import dev.tocsin.ingest.LogReader;
import dev.tocsin.ingest.format.Feed;
import dev.tocsin.ingest.format.LogFormat;
import dev.tocsin.ingest.format.LogFormats;
import dev.tocsin.topology.EventSerdes;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Imports message logs from files. */
@Command(
    name = "import",
    description = {
      "Push message logs from files to a provider's topic.",
      "Fields with message content (body, text and the like) never leave this machine: "
          + "they are dropped and counted. A line that is rejected is reported by number and "
          + "reason, never by what it holds, and the rest goes on. Only behind a JSON document "
          + "that is broken, or that is of another format, or a table without its header nothing "
          + "of that file can be trusted: this is said, and the next file is read. Importing a "
          + "file twice changes nothing."
    },
    footer = {
      "  tocsin logs import march.jsonl.gz --provider duo",
      "  tocsin logs import telephony-*.json --provider duo \\",
      "    --format duo-v2 --account acme",
      "  export-logs | tocsin logs import - --provider duo --rejects rejected.txt"
    })
final class LogsImportCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR|-",
      description =
          "Files to read, '-' for standard input; gzip is unpacked. A directory stands for all"
              + " files in it and below it; hidden ones and links to directories are named and not"
              + " read.")
  private List<String> files = List.of();

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      required = true,
      description = "Provider that the records are of; one of the configured ones.")
  private String provider = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = LogFormatConverter.class,
      defaultValue = "canonical",
      description = "Format of the files; see 'tocsin logs formats'. Default: ${DEFAULT-VALUE}.")
  private LogFormat format = LogFormats.all().getFirst();

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "Account of the records that do not name one; Duo's never do.")
  private @Nullable String account;

  @Option(
      names = {"--map-account", "--child-account"},
      paramLabel = "NAME=ID",
      description =
          "Account that goes by a name of the provider's: a child account, a host, a subscriber"
              + " id. Repeatable.")
  private Map<String, String> accounts = new LinkedHashMap<>();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      converter = ZoneConverter.class,
      description = "Zone of times that have no offset, for example UTC or Europe/Berlin.")
  private @Nullable ZoneId zone;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description =
          "Write where and why for every rejected line to this file. With --resume they are added to"
              + " what it holds; the last ones before a crash may be there twice.")
  private @Nullable Path rejects;

  @Option(
      names = {"-n", "--dry-run"},
      description =
          "Read and check everything, show how the first records are understood, send nothing.")
  private boolean dryRun;

  @Option(
      names = "--resume",
      description = {
        "Write so that a run that was broken off can be gone on with, and go on with one that was:"
            + " nothing is lost and nothing is pushed twice, whatever ended it.",
        "A file that has changed, or that is read for another account or zone, is another import.",
        "Needs the rights of an importer (docs/security.md)."
      })
  private boolean resume;

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    LogReader reader = new LogReader(format, feed(loaded));
    List<InputFile> inputs = InputFile.of(files, output.console()::note);
    if (resume) {
      inputs.forEach(LogsImportCommand::requireRepeatable);
    }
    try (Outlet<MessageLog> outlet = outlet(loaded)) {
      return new Import<>(
              "records",
              MessageLog::getAccountId,
              output.console(),
              outlet,
              new Preview<>(ImportPreview.COLUMNS, ImportPreview::cells))
          .run(inputs, rejects, resume, (file, in, sink) -> reader.read(in, sink));
    }
  }

  /** How far it was read is found again by its content, which takes reading it once before. */
  private static void requireRepeatable(InputFile file) {
    if (!file.isRepeatable()) {
      throw new CliException(
          ExitCodes.USAGE,
          (file.name().equals("-") ? "standard input" : "'" + file.name() + "', a pipe or device,")
              + " cannot be gone on with: --resume needs files; write it to one first, or leave out"
              + " --resume");
    }
  }

  private @Nullable Outlet<MessageLog> outlet(TocsinConfig loaded) throws InterruptedException {
    if (dryRun) {
      return null;
    }
    String topic = loaded.topics().messageLog(provider);
    return resume
        ? new ResumablePublisher<>(loaded, topic, readAs(), EventSerdes::messageLog)
        : new Publisher<>(loaded, topic, EventSerdes::messageLog);
  }

  /** The same file with another account or zone holds other records. */
  private String readAs() {
    return List.of(
            format.id(),
            String.valueOf(account),
            new TreeMap<>(accounts).toString(),
            String.valueOf(zone))
        .toString();
  }

  private Feed feed(TocsinConfig loaded) {
    if (!loaded.providers().contains(provider)) {
      throw new CliException(
          ExitCodes.USAGE,
          "--provider: expected one of "
              + String.join(", ", loaded.providers())
              + " (key 'providers'), but was '"
              + provider
              + "'"
              + Nearest.hint(provider, loaded.providers()));
    }
    boolean named = account != null && !account.isBlank();
    if (format.needsAccount() && !named && accounts.isEmpty()) {
      throw new CliException(
          ExitCodes.USAGE,
          "records in format "
              + format.id()
              + " do not say whose they are: name the account with --account ID");
    }
    if (format.needsZone() && zone == null) {
      throw new CliException(
          ExitCodes.USAGE,
          "times in format "
              + format.id()
              + " have no offset: name their zone with --zone, for example --zone UTC");
    }
    Instant latest = Instant.now().plus(loaded.duration(DetectionKeys.EVENT_TIME_FUTURE_TOLERANCE));
    return new Feed(provider, named ? account : null, accounts, zone, () -> latest);
  }
}
