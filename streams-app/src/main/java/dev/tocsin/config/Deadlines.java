package dev.tocsin.config;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads {@code policy=duration} pairs. */
final class Deadlines {

  private Deadlines() {}

  static boolean isDeadline(String text) {
    int equals = text.indexOf('=');
    return equals > 0
        && text.substring(0, equals).strip().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
        && Durations.parse(text.substring(equals + 1)).filter(d -> d.isPositive()).isPresent();
  }

  /** Pairs that {@link #isDeadline} accepted, by policy. */
  static SortedMap<String, Duration> of(List<String> pairs) {
    SortedMap<String, Duration> deadlines = new TreeMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      Durations.parse(pair.substring(equals + 1))
          .ifPresent(d -> deadlines.put(pair.substring(0, equals).strip(), d));
    }
    return Collections.unmodifiableSortedMap(deadlines);
  }
}
