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

/** The options that describe a window; declaring and revising share them. */
final class WindowOptions {

  @Option(names = "--incident", paramLabel = "ID", description = "Incident the window belongs to.")
  private @Nullable String incident;

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      description = "Stable, plain name of the incident.")
  private @Nullable String title;

  @Option(
      names = "--reference",
      paramLabel = "TEXT",
      description = "Case number or address of the public notice.")
  private @Nullable String reference;

  @Option(
      names = "--became-aware-at",
      paramLabel = "TIME",
      description = "When the organisation became aware; deadlines count from here.")
  private @Nullable String becameAwareAt;

  @Option(
      names = "--guidance",
      paramLabel = "TEXT",
      description = "What affected people should do, or the id of it.")
  private @Nullable String guidance;

  @Option(
      names = "--report-to",
      paramLabel = "TEXT",
      description = "Where people report social engineering.")
  private @Nullable String reportTo;

  @Option(
      names = "--exposed-field",
      paramLabel = "FIELD",
      description = "Field of the logs that was exposed, such as phone. Repeatable, comma lists.")
  private @Nullable List<String> exposedFields;

  @Option(
      names = "--provider",
      paramLabel = "NAME",
      description = "Provider whose logs were exposed.")
  private @Nullable String provider;

  @ArgGroup private @Nullable AccountChoice accounts;

  @ArgGroup private @Nullable ChannelChoice channels;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "First exposed moment: a date (its start), or a date-time with or without an offset.")
  private @Nullable String from;

  @ArgGroup private @Nullable EndChoice end;

  @ArgGroup private @Nullable StatusChoice status;

  /** Which accounts. */
  static final class AccountChoice {
    @Option(
        names = "--account",
        paramLabel = "ID[,ID]|@FILE",
        description =
            "Account whose logs were exposed; @FILE has one per line. Repeatable. None means"
                + " every account of the provider.")
    private @Nullable List<String> accounts;

    @Option(names = "--accounts-all", description = "Every account of the provider.")
    private boolean all;
  }

  /** Which channels. */
  static final class ChannelChoice {
    @Option(
        names = "--channel",
        paramLabel = "NAME",
        description =
            "SMS, VOICE, MMS, WHATSAPP and so on. Repeatable, comma lists. None means all.")
    private @Nullable List<String> channels;

    @Option(names = "--channels-all", description = "All channels.")
    private boolean all;
  }

  /** Until when. */
  static final class EndChoice {
    @Option(
        names = "--to",
        paramLabel = "TIME",
        description = "Last exposed day, whole; or, as a date-time, the first moment after it.")
    private @Nullable String to;

    @Option(names = "--open", description = "The compromise goes on: no end yet.")
    private boolean open;
  }

  /** Whether people are told. */
  static final class StatusChoice {
    @Option(names = "--active", description = "Accounts and people are notified.")
    private boolean active;

    @Option(names = "--draft", description = "Counted, never notified.")
    private boolean draft;

    @Nullable String status() {
      return draft ? "DRAFT" : active ? "ACTIVE" : null;
    }
  }

  /** What the options change, once their files are read and their times understood. */
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

  /** Text on one line: a second one would look like another record wherever it is shown. */
  static String line(String option, String value) {
    if (value.isBlank()) {
      throw new CliException(ExitCodes.USAGE, option + ": expected text, but was blank");
    }
    if (value.codePoints().anyMatch(Character::isISOControl)) {
      throw new CliException(
          ExitCodes.USAGE,
          option + ": expected text on one line, but there are control characters in it");
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
              option + ": expected names divided by commas, but was '" + value + "'");
        }
        parts.add(spelling.apply(part.strip()));
      }
    }
    return new ArrayList<>(parts);
  }
}
