package dev.tocsin.ingest.decode;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Parses the form of time that nearly all records have, {@code 2024-03-15T08:30:00.466Z} or with an
 * offset, without a formatter, which would take half of the time spent on a record. {@link Times}
 * parses all other forms.
 */
final class QuickTime {

  /** Up to the seconds. */
  private static final int FIXED = 19;

  private static final int SECONDS_A_DAY = 86_400;
  private static final int LARGEST_OFFSET_HOURS = 17;
  private static final int NANO_DIGITS = 9;
  private static final int BAD = Integer.MIN_VALUE / 2;

  private final String text;

  private QuickTime(String text) {
    this.text = text;
  }

  /** The instant; null when the text has another form or is invalid. */
  static @Nullable Instant parse(String text) {
    return text.length() > FIXED ? new QuickTime(text).parse() : null;
  }

  private @Nullable Instant parse() {
    if (text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || (text.charAt(10) != 'T' && text.charAt(10) != ' ')
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return null;
    }
    int year = two(0) * 100 + two(2);
    int month = two(5);
    int day = two(8);
    int hour = two(11);
    int minute = two(14);
    int second = two(17);
    int at = FIXED;
    int nanos = 0;
    if (text.charAt(at) == '.') {
      int digits = 0;
      for (at++; at < text.length() && isDigit(at); at++, digits++) {
        if (digits < NANO_DIGITS) {
          nanos = nanos * 10 + text.charAt(at) - '0';
        }
      }
      if (digits == 0 || digits > NANO_DIGITS) {
        return null;
      }
      for (; digits < NANO_DIGITS; digits++) {
        nanos *= 10;
      }
    }
    int offset = offset(at);
    if (year < 0
        || hour < 0
        || hour > 23
        || minute < 0
        || minute > 59
        || second < 0
        || second > 59
        || offset == BAD) {
      return null;
    }
    long days;
    try {
      days = LocalDate.of(year, month, day).toEpochDay();
    } catch (DateTimeException e) {
      return null;
    }
    return Instant.ofEpochSecond(
        days * SECONDS_A_DAY + hour * 3600L + minute * 60L + second - offset, nanos);
  }

  /** Seconds of {@code Z}, {@code +00:00} or {@code +0000} at the end. */
  private int offset(int at) {
    int left = text.length() - at;
    if (left == 1 && text.charAt(at) == 'Z') {
      return 0;
    }
    boolean colon = left == 6 && text.charAt(at + 3) == ':';
    if (!colon && left != 5) {
      return BAD;
    }
    int sign = text.charAt(at) == '+' ? 1 : text.charAt(at) == '-' ? -1 : 0;
    int hours = two(at + 1);
    int minutes = two(at + (colon ? 4 : 3));
    return sign == 0 || hours < 0 || hours > LARGEST_OFFSET_HOURS || minutes < 0 || minutes > 59
        ? BAD
        : sign * (hours * 3600 + minutes * 60);
  }

  /** Two digits as a number; far below zero when they are not digits. */
  private int two(int at) {
    return isDigit(at) && isDigit(at + 1)
        ? (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0'
        : BAD / 1_000;
  }

  private boolean isDigit(int at) {
    char c = text.charAt(at);
    return c >= '0' && c <= '9';
  }
}
