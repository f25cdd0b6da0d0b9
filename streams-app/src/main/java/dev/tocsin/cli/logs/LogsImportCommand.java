package dev.tocsin.cli.logs;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.importing.Import;
import dev.tocsin.cli.importing.InputFile;
import dev.tocsin.cli.importing.Outlet;
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
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Imports message logs from files. */
@Command(
    name = "import",
    description = {
      "Send message logs from files to the topic of a provider.",
      "Fields with message content (body, text and similar) never leave this machine: they are"
          + " dropped and counted. A rejected line is reported with its number and the reason,"
          + " never with its content, and the import continues. After a malformed JSON document, a"
          + " document of another format or a table without a header, the rest of the file is"
          + " skipped with a message. Importing a file twice changes nothing."
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
          "Files to import, '-' for standard input; gzip is decompressed. A directory stands for"
              + " all files in it and its subdirectories; hidden files and links to directories are"
              + " skipped with a message.")
  private List<String> files = List.of();

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      required = true,
      description = "Provider of the records; must be configured (key 'providers').")
  private String provider = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      defaultValue = "canonical",
      description = "Format of the files; see 'tocsin logs formats'. Default: ${DEFAULT-VALUE}.")
  private LogFormat format = LogFormats.all().getFirst();

  @Option(
      names = "--account",
      paramLabel = "ID",
      description = "Account of records that name none; Duo's never name one.")
  private @Nullable String account;

  @Option(
      names = {"--map-account", "--child-account"},
      paramLabel = "NAME=ID",
      description =
          "Account ID for a name that the provider uses: a child account, a host, a subscriber ID."
              + " Repeatable.")
  private Map<String, String> accounts = new LinkedHashMap<>();

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      converter = ZoneConverter.class,
      description = "Zone of times without an offset, for example UTC or Europe/Berlin.")
  private @Nullable ZoneId zone;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description =
          "Write the position and reason of every rejected line to this file. --resume appends to"
              + " it; after a crash the last lines may be repeated.")
  private @Nullable Path rejects;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Validate all files and show how the first records are decoded; send nothing.")
  private boolean dryRun;

  @Option(
      names = "--resume",
      description = {
        "Make the import resumable, and resume an aborted one: no record is lost or sent twice.",
        "A changed file, or the same file with another account or zone, is a new import.",
        "Requires the rights of an importer (docs/security.md)."
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
              "records", MessageLog::getAccountId, output.console(), outlet, new LogPreview())
          .run(inputs, rejects, resume, (file, in, sink) -> reader.read(in, sink));
    }
  }

  /** The content of a file identifies its position, so it must be readable twice. */
  private static void requireRepeatable(InputFile file) {
    if (!file.isRepeatable()) {
      throw new CliException(
          ExitCodes.USAGE,
          (file.name().equals("-") ? "standard input" : "'" + file.name() + "', a pipe or device,")
              + " cannot be resumed: --resume requires files; save it to a file first, or omit"
              + " --resume");
    }
  }

  private @Nullable Outlet<MessageLog> outlet(TocsinConfig loaded) throws InterruptedException {
    if (dryRun) {
      return null;
    }
    String topic = loaded.topics().messageLog(provider);
    return resume
        ? new ResumablePublisher<>(loaded, topic, decodedAs(), EventSerdes::messageLog)
        : new Publisher<>(loaded, topic, EventSerdes::messageLog);
  }

  /** The same file with another account or zone contains other records. */
  private String decodedAs() {
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
          "--provider: '"
              + provider
              + "' is not configured ("
              + String.join(", ", loaded.providers())
              + ")"
              + Nearest.hint(provider, loaded.providers())
              + "; add a new provider to 'providers', run 'tocsin topics create' and 'tocsin schemas"
              + " register', and restart 'tocsin run'");
    }
    boolean named = account != null && !account.isBlank();
    if (format.needsAccount() && !named && accounts.isEmpty()) {
      throw new CliException(
          ExitCodes.USAGE,
          "records in format " + format.id() + " name no account: add --account ID");
    }
    if (format.needsZone() && zone == null) {
      throw new CliException(
          ExitCodes.USAGE,
          "times in format "
              + format.id()
              + " have no offset: add their zone, for example --zone UTC");
    }
    Instant latest = Instant.now().plus(loaded.duration(DetectionKeys.EVENT_TIME_FUTURE_TOLERANCE));
    return new Feed(provider, named ? account : null, accounts, zone, () -> latest);
  }

  private static final class FormatConverter implements ITypeConverter<LogFormat> {

    @Override
    public LogFormat convert(String value) {
      return LogFormats.byId(value.toLowerCase(Locale.ROOT))
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "expected one of "
                          + String.join(", ", LogFormats.ids())
                          + ", but was '"
                          + value
                          + "'"
                          + Nearest.hint(value, LogFormats.ids())));
    }
  }
}
