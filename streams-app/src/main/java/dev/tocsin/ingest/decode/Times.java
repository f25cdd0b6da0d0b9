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
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as telephony systems write them, truncated to the millisecond. None is guessed: text
 * without an offset needs a zone, and a number is taken in the unit that its format says.
 */
public final class Times {

  // 10 digits or fewer: milliseconds of early 1970, which no one means.
  private static final long SMALLEST_PLAUSIBLE_MILLIS = 10_000_000_000L;

  // 12 digits or more: seconds of the year 5138 and later, which no one means either.
  private static final long LARGEST_PLAUSIBLE_SECONDS = 99_999_999_999L;

  /** A date and a time of day divided by a T or a blank, of any precision. */
  private static final DateTimeFormatter LOCAL =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("['T'][ ]")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  /** An offset at the end: Z, +00:00, +0000 or +00, with or without a blank before it. */
  private static final Pattern OFFSET =
      Pattern.compile("(.*[0-9.]) ?([Zz]|[+-][0-9]{2}(?::?[0-9]{2})?)");

  private Times() {}

  /**
   * ISO 8601, and what providers take for it: a blank instead of the T, an offset without a colon.
   *
   * @param zone of text that has no offset; null refuses such text
   * @throws RejectException {@code INVALID_TIME}
   */
  public static Instant iso(String field, String text, @Nullable ZoneId zone)
      throws RejectException {
    String stripped = text.strip();
    Instant quick = QuickTime.parse(stripped);
    return plausible(field, quick == null ? formatted(field, stripped, zone) : quick);
  }

  /** The same in every spelling that is taken. */
  static Instant formatted(String field, String stripped, @Nullable ZoneId zone)
      throws RejectException {
    try {
      Matcher split = OFFSET.matcher(stripped);
      if (split.matches()) {
        // A date alone ends in something like an offset too; what is before it is no time then.
        LocalDateTime local = LocalDateTime.parse(split.group(1), LOCAL);
        return local.toInstant(ZoneOffset.of(split.group(2).toUpperCase(Locale.ROOT)));
      }
      return local(field, LocalDateTime.parse(stripped, LOCAL), zone);
    } catch (DateTimeException e) {
      // The cause quotes the text, so it is left behind.
      throw new RejectException(RejectReason.INVALID_TIME, field);
    }
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
          RejectReason.INVALID_TIME, field, "looks like epoch milliseconds, seconds are expected");
    }
    return plausible(field, Instant.ofEpochSecond(Math.max(seconds, 0)));
  }

  private static Instant local(String field, LocalDateTime local, @Nullable ZoneId zone)
      throws RejectException {
    if (zone == null) {
      throw new RejectException(RejectReason.INVALID_TIME, field, "it has no offset");
    }
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    if (offsets.isEmpty()) {
      throw new RejectException(
          RejectReason.INVALID_TIME, field, "clocks in its zone were never there");
    }
    // When clocks go back an hour comes twice: the first of the two, always.
    return local.toInstant(offsets.getFirst());
  }

  private static Instant plausible(String field, Instant instant) throws RejectException {
    Instant millis = instant.truncatedTo(ChronoUnit.MILLIS);
    if (!millis.isAfter(Instant.EPOCH)) {
      throw new RejectException(RejectReason.INVALID_TIME, field, "not after 1970-01-01");
    }
    // Years beyond what 64 bits of milliseconds hold parse as ISO text.
    if (millis.getLong(ChronoField.INSTANT_SECONDS) > Long.MAX_VALUE / 1000) {
      throw new RejectException(RejectReason.INVALID_TIME, field, "too far ahead");
    }
    return millis;
  }
}
