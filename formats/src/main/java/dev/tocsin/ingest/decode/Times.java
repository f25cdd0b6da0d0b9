package dev.tocsin.ingest.decode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Parses times as telephony systems write them, truncated to the millisecond. Nothing is guessed:
 * text without an offset needs a zone, and a number has the unit that its format defines.
 */
public final class Times {

  // 10 digits or fewer would be milliseconds of early 1970.
  private static final long SMALLEST_PLAUSIBLE_MILLIS = 10_000_000_000L;

  // 12 digits or more would be seconds of the year 5138 or later.
  private static final long LARGEST_PLAUSIBLE_SECONDS = 99_999_999_999L;

  /** An offset may be Z, +00:00, +0000 or +00, after an optional blank. */
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .parseCaseInsensitive()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .optionalStart()
          .appendPattern("[ ]")
          .parseLenient()
          .appendOffset("+HH", "Z")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** Position of the T, or of a blank instead of it. */
  private static final int DIVIDER = 10;

  private static final String NO_OFFSET = "the time has no offset";

  private static final String NO_ZONE =
      "the time has no offset; set its zone with --zone (live: providers.NAME.zone)";

  private Times() {}

  /**
   * ISO 8601 and common variants: a blank instead of the T, an offset without a colon.
   *
   * @param zone of text without an offset; null to reject such text
   * @throws RejectException {@code INVALID_TIME}
   */
  public static Instant iso(String field, String text, @Nullable ZoneId zone)
      throws RejectException {
    return iso(field, text, zone, NO_ZONE);
  }

  /**
   * The same for text that must have an offset, whatever the zone of the feed.
   *
   * @throws RejectException {@code INVALID_TIME}
   */
  static Instant isoWithOffset(String field, String text) throws RejectException {
    return iso(field, text, null, NO_OFFSET);
  }

  private static Instant iso(String field, String text, @Nullable ZoneId zone, String without)
      throws RejectException {
    String stripped = text.strip();
    Instant quick = QuickTime.parse(stripped);
    return plausible(field, quick == null ? formatted(field, stripped, zone, without) : quick);
  }

  /** Parses every supported form. */
  static Instant formatted(String field, String stripped, @Nullable ZoneId zone, String without)
      throws RejectException {
    TemporalAccessor parsed;
    try {
      boolean blank = stripped.length() > DIVIDER && stripped.charAt(DIVIDER) == ' ';
      parsed =
          ISO.parseBest(
              blank
                  ? stripped.substring(0, DIVIDER) + 'T' + stripped.substring(DIVIDER + 1)
                  : stripped,
              OffsetDateTime::from,
              LocalDateTime::from);
    } catch (DateTimeException e) {
      // The cause quotes the text, so it is dropped.
      throw new RejectException(RejectReason.INVALID_TIME, field);
    }
    return parsed instanceof OffsetDateTime offset
        ? offset.toInstant()
        : local(field, LocalDateTime.from(parsed), zone, without);
  }

  /**
   * RFC 2822 as HTTP and mail write it: {@code Fri, 15 Mar 2024 08:30:00 +0000}.
   *
   * @throws RejectException {@code INVALID_TIME}
   */
  public static Instant rfc2822(String field, String text) throws RejectException {
    try {
      return plausible(
          field,
          OffsetDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      throw new RejectException(RejectReason.INVALID_TIME, field);
    }
  }

  /**
   * Milliseconds since the epoch.
   *
   * @throws RejectException {@code INVALID_TIME}, or {@code TIME_IN_SECONDS}
   */
  public static Instant epochMillis(String field, long millis) throws RejectException {
    if (millis > 0 && millis < SMALLEST_PLAUSIBLE_MILLIS) {
      throw new RejectException(RejectReason.TIME_IN_SECONDS, field);
    }
    return plausible(field, Instant.ofEpochMilli(millis));
  }

  /**
   * Seconds since the epoch.
   *
   * @throws RejectException {@code INVALID_TIME}
   */
  public static Instant epochSeconds(String field, long seconds) throws RejectException {
    if (seconds > LARGEST_PLAUSIBLE_SECONDS) {
      throw new RejectException(
          RejectReason.INVALID_TIME,
          field,
          "the value looks like epoch milliseconds; supply epoch seconds");
    }
    return plausible(field, Instant.ofEpochSecond(Math.max(seconds, 0)));
  }

  private static Instant local(
      String field, LocalDateTime local, @Nullable ZoneId zone, String without)
      throws RejectException {
    if (zone == null) {
      throw new RejectException(RejectReason.INVALID_TIME, field, without);
    }
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      throw new RejectException(
          RejectReason.INVALID_TIME,
          field,
          "the local time does not exist in its zone (daylight saving time)");
    }
    // A local time that occurs twice, when clocks go back, is always the first of the two.
    return local.toInstant(offsets.getFirst());
  }

  private static Instant plausible(String field, Instant instant) throws RejectException {
    Instant millis = instant.truncatedTo(ChronoUnit.MILLIS);
    if (!millis.isAfter(Instant.EPOCH)) {
      throw new RejectException(RejectReason.INVALID_TIME, field, "not after 1970-01-01");
    }
    // ISO text can have years that 64 bits of milliseconds cannot hold.
    if (millis.getLong(ChronoField.INSTANT_SECONDS) > Long.MAX_VALUE / 1000) {
      throw new RejectException(RejectReason.INVALID_TIME, field, "too far in the future");
    }
    return millis;
  }
}
