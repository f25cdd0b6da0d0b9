package dev.tocsin.config;

import java.time.Duration;

/** Keys of the topics that {@code topics create} creates and {@code topics check} compares. */
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
            Replication factor of every topic, including internal topics; -1 is the broker's \
            default. With 3 or more, `topics create` sets `min.insync.replicas=2`.""")
        .time(
            MESSAGE_LOG_RETENTION,
            "30d",
            HOUR,
            CENTURY,
            """
            Retention of the message-log topics. Tocsin keeps its own history, so this only has to \
            cover an outage, or the period that a new `application.id` is to read again.""")
        .time(RECORD_RETENTION, "90d", HOUR, CENTURY, "Retention of `exposure.record`.")
        .time(
            NOTIFICATION_RETENTION,
            "400d",
            HOUR,
            CENTURY,
            """
            How long `exposure.notification` keeps the latest revision of a notification. A notifier \
            that is down for longer misses notifications.""")
        .time(
            DEAD_LETTER_RETENTION,
            "30d",
            HOUR,
            CENTURY,
            "Retention of `exposure.dead-letter`: the time to inspect and redrive a dead letter.")
        .time(
            TOMBSTONE_RETENTION,
            "30d",
            HOUR,
            CENTURY,
            """
            How long the window and account topics and new changelogs keep tombstones \
            (`delete.retention.ms`). Tocsin must not be down for longer: it would miss withdrawn \
            windows and deleted accounts. Nor may an instance be: delete its `state.dir` then, or \
            it would keep rows that others deleted meanwhile.""")
        .count(
            RECORD_MAX_BYTES,
            8 * 1024 * 1024,
            Check.between(1024 * 1024, 512 * 1024 * 1024),
            """
            Size in bytes of the largest record that Tocsin writes, and `max.message.bytes` of the \
            window, output and internal topics. An input record larger than a quarter of it is sent \
            to the dead-letter topic.""");
  }
}
