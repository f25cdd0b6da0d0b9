package dev.tocsin.config;

import java.time.Duration;

/** What {@code topics create} makes and {@code topics check} expects. */
public final class TopicKeys {

  public static final String REPLICATION_FACTOR = "topics.replication.factor";
  public static final String MESSAGE_LOG_RETENTION = "topics.message-log.retention";
  public static final String RECORD_RETENTION = "topics.record.retention";
  public static final String NOTIFICATION_RETENTION = "topics.notification.retention";
  public static final String DEAD_LETTER_RETENTION = "topics.dead-letter.retention";
  public static final String TOMBSTONE_RETENTION = "topics.tombstone.retention";
  public static final String RECORD_MAX_BYTES = "record.max.bytes";

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration CENTURY = Duration.ofDays(36_500);

  private TopicKeys() {}

  static void define(Keys.Group group) {
    group
        .count(
            REPLICATION_FACTOR,
            -1,
            new Check(
                "-1 for the broker's default, or a whole number from 1 to 100",
                value -> (int) value == -1 || ((int) value >= 1 && (int) value <= 100)),
            """
            Copies of every topic, the internal ones included; -1 is the broker's default. With 3 \
            or more, `topics create` asks for two in-sync copies of each write.""")
        .time(
            MESSAGE_LOG_RETENTION,
            "30d",
            HOUR,
            CENTURY,
            """
            How long the message-log topics keep records. Tocsin keeps its own history, so this \
            has to bridge an outage, or the time in which a new `application.id` is to read the \
            logs again.""")
        .time(
            RECORD_RETENTION,
            "90d",
            HOUR,
            CENTURY,
            "How long `exposure.record` keeps what was flagged and withdrawn.")
        .time(
            NOTIFICATION_RETENTION,
            "400d",
            HOUR,
            CENTURY,
            """
            How long `exposure.notification` keeps the last revision of a notification. A notifier \
            that is away for longer misses some.""")
        .time(
            DEAD_LETTER_RETENTION,
            "30d",
            HOUR,
            CENTURY,
            "How long `exposure.dead-letter` keeps what was refused, to be looked at and pushed again.")
        .time(
            TOMBSTONE_RETENTION,
            "30d",
            HOUR,
            CENTURY,
            """
            How long the window and account topics keep tombstones. Tocsin must not be away for \
            longer: it would miss that a window was withdrawn or an account deleted.""")
        .count(
            RECORD_MAX_BYTES,
            8 * 1024 * 1024,
            Check.between(1024 * 1024, 512 * 1024 * 1024),
            """
            Largest record, in bytes, that Tocsin writes, and that the window, dead-letter and \
            internal topics take. An input record larger than a quarter of it is a dead letter.""");
  }
}
