package dev.tocsin.telemetry;

import dev.tocsin.domain.Audience;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.domain.PendingCause;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What the topology tells whoever watches it. Called from stream threads, some of it once a record,
 * so implementations must be thread-safe and cheap. Counts are of work done, not of work committed:
 * after a crash some of it is done, and counted, again.
 *
 * <p>No argument ever carries an account, a phone number or a message id.
 */
public interface Telemetry {

  /** What became of a record that a provider pushed. */
  enum Outcome {
    /** Kept in the history and matched. */
    KEPT,
    /** Matched, but older than the horizon, so not kept. */
    TOO_OLD_TO_KEEP,
    /** Set aside until the schema registry answers again. */
    PARKED,
    /** Understood and no message log, such as a later status of a message that has one. */
    SKIPPED,
    DEAD_LETTER
  }

  /** A scan of one partition's history. {@code total} is an estimate, -1 where unknown. */
  record ScanStatus(
      String windowId, long revision, long examined, long total, long startedAtMillis) {}

  /**
   * Notifications that are held back.
   *
   * @param sinceMillis since when some have been without a break, of the incident that it is
   *     longest for; -1 while there are none
   */
  record Pending(long notifications, long sinceMillis) {}

  /** Adds one record of a provider. */
  void inbound(String provider, Outcome outcome);

  /** Adds fields with what was said, which a provider pushed and which were dropped. */
  void contentDropped(String provider, int fields);

  /** Adds one dead letter of a topic. */
  void deadLetter(String topic, DeadLetterReason reason);

  /** Adds one record that a window covers, found live or by a scan. */
  void matched(String provider, boolean live);

  /** Adds one revision of a notification. */
  void notification(Audience audience, NotificationAction action);

  /** From the Kafka timestamp of a live record to its notification, in milliseconds. */
  void detectionLatency(long millis);

  /** Replaces the scans that a task has under way. */
  void scans(String taskId, List<ScanStatus> running);

  /** Replaces what a task holds back. */
  void pending(String taskId, Map<PendingCause, Pending> waiting);

  /** Replaces the incidents as a task last told them. */
  void incidents(String taskId, Collection<IncidentView> told);

  /**
   * Replaces the size of a task's history; {@code oldestMillis} is the oldest sent_at, -1 when
   * empty.
   */
  void history(String taskId, long records, long oldestMillis);

  /** Replaces the number of records that a task has set aside while the registry is away. */
  void parked(String taskId, long records);

  /** A task left this instance: what it last reported no longer counts here. */
  void taskClosed(String taskId);
}
