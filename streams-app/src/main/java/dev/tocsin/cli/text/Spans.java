package dev.tocsin.cli.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Durations as text. */
public final class Spans {

  private Spans() {}

  /**
   * The two largest units of a duration, for example {@code 31 days} or {@code 30 days 23 hours};
   * the sign is omitted.
   */
  public static String of(Duration length) {
    Duration span = length.abs();
    List<String> parts = new ArrayList<>();
    add(parts, span.toDaysPart(), "day");
    add(parts, span.toHoursPart(), "hour");
    add(parts, span.toMinutesPart(), "minute");
    add(parts, span.toSecondsPart(), "second");
    add(parts, span.toMillisPart(), "millisecond");
    return parts.isEmpty()
        ? "0 seconds"
        : String.join(" ", parts.subList(0, Math.min(2, parts.size())));
  }

  private static void add(List<String> parts, long count, String unit) {
    if (count > 0) {
      parts.add(count + " " + unit + (count == 1 ? "" : "s"));
    }
  }
}
