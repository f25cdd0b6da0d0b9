package dev.tocsin.cli.text;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses dates and times, with notes on how it interprets them. A date is the whole day. An
 * ambiguous local time is interpreted so that the range is wider: a notification can be withdrawn,
 * a missing one goes unnoticed.
 */
public final class TimeReading {

  private static final DateTimeFormatter DATE_TIME =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .parseLenient()
          .appendOffset("+HH", "Z")
          .parseStrict()
          .optionalEnd()
          .optionalStart()
          .appendLiteral('[')
          .parseCaseSensitive()
          .appendZoneRegionId()
          .appendLiteral(']')
          .toFormatter()
          .withResolverStyle(ResolverStyle.STRICT);

  private final ZoneId zone;
  private final List<String> notes = new ArrayList<>();

  public TimeReading(ZoneId zone) {
    this.zone = zone;
  }

  /** The interpretations that the user should know, one sentence each. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /** A start, inclusive: for a date, the start of the day. Truncated to the millisecond. */
  public Instant start(String option, String text) {
    return read(option, text, true).truncatedTo(ChronoUnit.MILLIS);
  }

  /** An end, exclusive: for a date, the start of the next day. Rounded up to the millisecond. */
  public Instant end(String option, String text) {
    Instant exact = read(option, text, false);
    Instant truncated = exact.truncatedTo(ChronoUnit.MILLIS);
    return exact.equals(truncated) ? exact : truncated.plusMillis(1);
  }

  private Instant read(String option, String text, boolean start) {
    String given = text.strip();
    try {
      if (given.indexOf(':') < 0) {
        LocalDate date = LocalDate.parse(given);
        LocalDate day = start ? date : date.plusDays(1);
        Instant instant = local(option, day.atStartOfDay(), zone, start);
        note(
            start
                ? option + ": '" + given + "' begins at " + instant + " in " + zone
                : option + ": '" + given + "' is a whole day in " + zone);
        return instant;
      }
      return dateTime(option, given.replaceFirst("(?<=\\d) (?=\\d)", "T"), start);
    } catch (DateTimeException e) {
      throw new CliException(
          ExitCodes.USAGE,
          option
              + ": expected a date (2024-03-01), a date-time with an offset"
              + " (2024-03-01T10:00:00+01:00), or a date-time without one, in the zone of --zone"
              + " (2024-03-01T10:00), but was '"
              + text
              + "'",
          e);
    }
  }

  private Instant dateTime(String option, String text, boolean start) {
    TemporalAccessor parsed = DATE_TIME.parse(text);
    LocalDateTime local =
        LocalDateTime.of(
            parsed.query(TemporalQueries.localDate()), parsed.query(TemporalQueries.localTime()));
    if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
      return local.toInstant(parsed.query(TemporalQueries.offset()));
    }
    ZoneId region = parsed.query(TemporalQueries.zoneId());
    if (region == null) {
      note(option + ": '" + text + "' has no offset and is interpreted in " + zone);
      return local(option, local, zone, start);
    }
    return local(option, local, region, start);
  }

  private Instant local(String option, LocalDateTime local, ZoneId in, boolean start) {
    ZoneOffsetTransition change = in.getRules().getTransition(local);
    if (change == null) {
      return local.atZone(in).toInstant();
    }
    if (change.isGap()) {
      note(
          String.format(
              "%s: %s does not exist in %s, where clocks go forward from %s to %s; interpreted as %s",
              option,
              local,
              in,
              change.getDateTimeBefore(),
              change.getDateTimeAfter(),
              change.getInstant()));
      return change.getInstant();
    }
    ZonedDateTime first = local.atZone(in).withEarlierOffsetAtOverlap();
    ZonedDateTime taken = start ? first : first.withLaterOffsetAtOverlap();
    note(
        String.format(
            "%s: %s happens twice in %s, where clocks go back; interpreted as the %s, %s, for the"
                + " wider range",
            option, local, in, start ? "first" : "second", taken.toInstant()));
    return taken.toInstant();
  }

  private void note(String text) {
    notes.add(text);
  }
}
