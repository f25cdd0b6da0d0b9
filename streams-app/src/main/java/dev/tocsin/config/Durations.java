package dev.tocsin.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes durations: {@code 100ms}, {@code 1s}, {@code 400d}, or ISO-8601. */
public final class Durations {

  /** What {@link #parse} accepts, for error messages and help. */
  public static final String EXPECTED = "a duration such as 100ms, 30s, 5m, 12h, 400d or PT1H30M";

  private static final Pattern SHORT = Pattern.compile("(\\d{1,15}) ?(ms|s|m|h|d)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private Durations() {}

  /**
   * Reads a duration; empty when the text is not a duration or the duration is too long for a long.
   */
  public static Optional<Duration> parse(String text) {
    String trimmed = text.strip().toLowerCase(Locale.ROOT);
    Matcher matcher = SHORT.matcher(trimmed);
    try {
      if (matcher.matches()) {
        long unit = MILLIS.getOrDefault(matcher.group(2), 0L);
        return Optional.of(
            Duration.ofMillis(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit)));
      }
      return Optional.of(Duration.parse(trimmed));
    } catch (DateTimeParseException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /** Writes a duration in the largest unit of which it is a whole number, else in ISO-8601. */
  public static String format(Duration duration) {
    if (duration.isNegative() || duration.toNanosPart() % 1_000_000 != 0) {
      return duration.toString();
    }
    long millis = duration.toMillis();
    if (millis == 0) {
      return "0s";
    }
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      long size = MILLIS.getOrDefault(unit, 1L);
      if (millis % size == 0) {
        return millis / size + unit;
      }
    }
    return millis + "ms";
  }
}
