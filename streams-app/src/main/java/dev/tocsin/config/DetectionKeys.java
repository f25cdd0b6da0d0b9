package dev.tocsin.config;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keys of the history, matching and notifications. */
public final class DetectionKeys {

  public static final String HISTORY_HORIZON = "history.horizon";
  public static final String HISTORY_BLOCK_RECORDS = "history.block.records";
  public static final String HISTORY_BUFFER_BYTES = "history.buffer.bytes";
  public static final String EVENT_TIME_FUTURE_TOLERANCE = "event.time.future.tolerance";
  public static final String WINDOW_MAX_ACCOUNTS = "window.max.accounts";
  public static final String NOTIFICATION_INTERVAL = "notification.interval";
  public static final String NOTIFICATION_DEADLINES = "notification.deadlines";
  public static final String SCAN_BUDGET = "scan.budget";
  public static final String DEAD_LETTER_MAX_BYTES = "dead.letter.max.bytes";
  public static final String PARKED_MAX_RECORDS = "parked.max.records";

  private DetectionKeys() {}

  static void define(Keys.Group group) {
    group
        .time(
            HISTORY_HORIZON,
            "400d",
            Duration.ofHours(1),
            Duration.ofDays(36_500),
            """
            How long log records are kept in the history, by the wall clock, for windows that are \
            declared later. The coverage of a window that starts earlier says that it is partial.""")
        .count(
            HISTORY_BLOCK_RECORDS,
            32_768,
            Check.between(16, 1_000_000),
            """
            Records in a full block of the history. Larger blocks use less space per record; a scan \
            for one account reads less with smaller blocks.""")
        .count(
            HISTORY_BUFFER_BYTES,
            33_554_432,
            Check.atLeast(1_048_576),
            """
            Java heap for the blocks of the history that are being filled, for all partitions \
            together. When it is used up, blocks are sealed early.""")
        .time(
            EVENT_TIME_FUTURE_TOLERANCE,
            "1d",
            Duration.ZERO,
            Duration.ofDays(365),
            "How far in the future `sent_at` may be. A record beyond it is sent to the dead-letter topic.")
        .count(
            WINDOW_MAX_ACCOUNTS,
            10_000,
            Check.between(1, 1_000_000),
            """
            Maximum number of accounts in one compromise window. An incident may have several \
            windows.""")
        .time(
            NOTIFICATION_INTERVAL,
            "1s",
            Duration.ofMillis(10),
            Duration.ofDays(1),
            """
            Minimum time between two revisions of a notification, and of an incident's summary. They \
            are sent only when something changed.""")
        .list(
            NOTIFICATION_DEADLINES,
            List.of(),
            Check.each(
                "policy=duration, separated by commas, for example gdpr-art-33=72h",
                DetectionKeys::isDeadline),
            """
            Legal deadlines that notifications carry, counted from `became_aware_at` of the \
            incident: `policy=duration`, for example `gdpr-art-33=72h`.""")
        .time(
            SCAN_BUDGET,
            "50ms",
            Duration.ofMillis(1),
            Duration.ofSeconds(5),
            """
            Maximum time that scans of the history occupy a stream thread before it processes \
            records again, for all its partitions together. While records arrive, scans use at most \
            half of the thread's time.""")
        .count(
            DEAD_LETTER_MAX_BYTES,
            1_000_000,
            Check.between(0, 100_000_000),
            """
            Size in bytes of the largest value that a dead letter contains. A larger value is left \
            out; the headers name its topic, partition and offset.""")
        .count(
            PARKED_MAX_RECORDS,
            100_000,
            Check.atLeast(0),
            """
            Maximum number of records that a task parks while the schema registry is unavailable. \
            Then it stops consuming.""");
  }

  private static boolean isDeadline(String text) {
    int equals = text.indexOf('=');
    return equals > 0
        && text.substring(0, equals).strip().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
        && Durations.parse(text.substring(equals + 1)).filter(d -> d.isPositive()).isPresent();
  }

  /** The valid {@code policy=duration} pairs by policy. */
  static SortedMap<String, Duration> deadlines(List<String> pairs) {
    SortedMap<String, Duration> deadlines = new TreeMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      Durations.parse(pair.substring(equals + 1))
          .ifPresent(d -> deadlines.put(pair.substring(0, equals).strip(), d));
    }
    return Collections.unmodifiableSortedMap(deadlines);
  }
}
