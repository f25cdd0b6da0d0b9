package dev.tocsin.cli.window;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.text.TimeReading;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that set fields of a window, for declare and revise. */
final class WindowOptions {

  @Option(names = "--incident", paramLabel = "ID", description = "Incident of the window.")
  private @Nullable String incident;

  @Option(names = "--title", paramLabel = "TEXT", description = "Title of the incident.")
  private @Nullable String title;

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      description = "Case number, or URL of the public notice.")
  private @Nullable String reference;

  @Option(
      names = "--became-aware-at",
      paramLabel = "TIME",
      description = "When the organization became aware; deadlines start here.")
  private @Nullable String becameAwareAt;

  @Option(
      names = "--guidance",
      paramLabel = "TEXT",
      description = "Guidance for affected people, or its ID.")
  private @Nullable String guidance;

  @Option(
      names = "--report-to",
      paramLabel = "TEXT",
      description = "Contact for people to report social engineering.")
  private @Nullable String reportTo;

  @Option(
      names = "--exposed-field",
      paramLabel = "FIELD",
      description = "Exposed field of the logs, such as phone. Repeatable, comma-separated lists.")
  private @Nullable List<String> exposedFields;

  @Option(names = "--provider", paramLabel = "NAME", description = "Provider of the exposed logs.")
  private @Nullable String provider;

  @ArgGroup private @Nullable AccountChoice accounts;

  @ArgGroup private @Nullable ChannelChoice channels;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "Start, inclusive: a date (its first instant), or a date-time with or without an offset.")
  private @Nullable String from;

  @ArgGroup private @Nullable EndChoice end;

  @ArgGroup private @Nullable StatusChoice status;

  /** The accounts. */
  static final class AccountChoice {
    @Option(
        names = "--account",
        paramLabel = "ID[,ID]|@FILE",
        description =
            "Account of the exposed logs; @FILE contains one per line. Repeatable. A new window"
                + " without it covers every account of the provider.")
    private @Nullable List<String> accounts;

    @Option(names = "--accounts-all", description = "Every account of the provider.")
    private boolean all;
  }

  /** The channels. */
  static final class ChannelChoice {
    @Option(
        names = "--channel",
        paramLabel = "NAME",
        description =
            "SMS, VOICE, MMS, WHATSAPP and so on. Repeatable, comma-separated lists. A new window"
                + " without it covers all channels.")
    private @Nullable List<String> channels;

    @Option(names = "--channels-all", description = "All channels.")
    private boolean all;
  }

  /** The end. */
  static final class EndChoice {
    @Option(
        names = "--to",
        paramLabel = "TIME",
        description = "End: a date (the whole day is included), or a date-time, exclusive.")
    private @Nullable String to;

    @Option(names = "--open", description = "No end: the compromise continues.")
    private boolean open;
  }

  /** The status. */
  static final class StatusChoice {
    @Option(names = "--active", description = "Notify accounts and people.")
    private boolean active;

    @Option(names = "--draft", description = "Count the exposed records without notifications.")
    private boolean draft;

    @Nullable String status() {
      return draft ? "DRAFT" : active ? "ACTIVE" : null;
    }
  }

  /** The changes, with files and times parsed. */
  WindowEdit edit(TimeReading times, AccountFiles files) {
    return new WindowEdit(
        notBlank("--incident", incident),
        notBlank("--title", title),
        reference,
        start(times, "--became-aware-at", becameAwareAt),
        guidance,
        reportTo,
        exposedFields == null ? null : split("--exposed-field", exposedFields, t -> t),
        notBlank("--provider", provider),
        accounts == null || accounts.accounts == null ? null : files.expand(accounts.accounts),
        accounts != null && accounts.all,
        channels == null || channels.channels == null
            ? null
            : split("--channel", channels.channels, t -> t.toUpperCase(Locale.ROOT)),
        channels != null && channels.all,
        start(times, "--from", from),
        end == null || end.to == null ? null : times.end("--to", end.to),
        end != null && end.open,
        status == null ? null : status.status());
  }

  private static @Nullable Instant start(TimeReading times, String option, @Nullable String text) {
    return text == null ? null : times.start(option, text);
  }

  private static @Nullable String notBlank(String option, @Nullable String value) {
    return value == null ? null : line(option, value);
  }

  /** Text on one line; a second line would look like another record in a table. */
  static String line(String option, String value) {
    if (value.isBlank()) {
      throw new CliException(ExitCodes.USAGE, option + ": expected text, but was blank");
    }
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      throw new CliException(
          ExitCodes.USAGE,
          option + ": expected text on one line, but it contains control characters");
    }
    return value;
  }

  private static List<String> split(
      String option, List<String> values, UnaryOperator<String> spelling) {
    LinkedHashSet<String> parts = new LinkedHashSet<>();
    for (String value : values) {
      for (String part : value.split(",", -1)) {
        if (part.isBlank()) {
          throw new CliException(
              ExitCodes.USAGE,
              option + ": expected comma-separated names, but was '" + value + "'");
        }
        parts.add(spelling.apply(part.strip()));
      }
    }
    return new ArrayList<>(parts);
  }
}
