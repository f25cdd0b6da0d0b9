package dev.tocsin.config;

import java.time.Duration;
import java.util.List;

/** What is kept, matched and notified. */
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
            How far back log records are kept, by the wall clock, for windows that are declared \
            later. A window that reaches further back is answered, and its coverage says so.""")
        .count(
            HISTORY_BLOCK_RECORDS,
            32_768,
            Check.between(16, 1_000_000),
            """
            Records of a full block of the history. Larger blocks take less room a record; a scan \
            for one account opens smaller ones.""")
        .count(
            HISTORY_BUFFER_BYTES,
            33_554_432,
            Check.atLeast(1_048_576),
            """
            Memory on the Java heap for blocks of the history that are being filled, of all \
            partitions together. Blocks are sealed early when it is short.""")
        .time(
            EVENT_TIME_FUTURE_TOLERANCE,
            "1d",
            Duration.ZERO,
            Duration.ofDays(365),
            "How far ahead of the wall clock a time may lie before its record is a dead letter.")
        .count(
            WINDOW_MAX_ACCOUNTS,
            10_000,
            Check.between(1, 1_000_000),
            """
            Accounts that one compromise window may name. An incident may have several windows.""")
        .time(
            NOTIFICATION_INTERVAL,
            "1s",
            Duration.ofMillis(10),
            Duration.ofDays(1),
            """
            An account's notification and an incident's summary are sent at most once in this \
            time, and only when something changed.""")
        .list(
            NOTIFICATION_DEADLINES,
            List.of(),
            Check.each(
                "policy=duration, several separated by commas, for example gdpr-art-33=72h",
                Deadlines::isDeadline),
            """
            Legal deadlines that notifications carry, counted from the moment of awareness: \
            `policy=duration`, for example `gdpr-art-33=72h`.""")
        .time(
            SCAN_BUDGET,
            "50ms",
            Duration.ofMillis(1),
            Duration.ofSeconds(5),
            """
            Longest time that scans of the history hold a stream thread at once, those of all its \
            partitions together. While records come, they have as long in between.""")
        .count(
            DEAD_LETTER_MAX_BYTES,
            1_000_000,
            Check.between(0, 100_000_000),
            """
            Largest value, in bytes, that a dead letter carries whole. A larger one is left out and \
            its place in the topic is given.""")
        .count(
            PARKED_MAX_RECORDS,
            100_000,
            Check.atLeast(0),
            """
            Records that a task sets aside while the schema registry is away before it stops \
            consuming.""");
  }
}
