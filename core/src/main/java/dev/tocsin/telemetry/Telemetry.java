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
 * Receives measurements of the topology. Stream threads call it, some methods once a record, so
 * implementations must be thread-safe and fast. Counts are of processed, not of committed records:
 * after a crash, some are processed and counted again.
 *
 * <p>No argument contains an account, a phone number or a message id.
 */
public interface Telemetry {

  /** The outcome of a provider's record. */
  enum Outcome {
    /** Matched and appended to the history. */
    KEPT,
    /** Matched, but not appended to the history, because it is older than the horizon. */
    TOO_OLD_TO_KEEP,
    /** Parked until the schema registry is available. */
    PARKED,
    /** Valid, without a message log, such as a later status of a message. */
    SKIPPED,
    DEAD_LETTER
  }

  /** A scan of one partition's history. {@code total} is an estimate, -1 where unknown. */
  record ScanStatus(
      String windowId, long revision, long examined, long total, long startedAtMillis) {}

  /**
   * Pending notifications.
   *
   * @param sinceMillis since when notifications have been pending without interruption, for the
   *     incident with the longest time; -1 when none is pending
   */
  record Pending(long notifications, long sinceMillis) {}

  /** Counts a record of a provider. */
  void inbound(String provider, Outcome outcome);

  /** Counts dropped fields with message content. */
  void contentDropped(String provider, int fields);

  /** Counts a dead letter of a topic. */
  void deadLetter(String topic, DeadLetterReason reason);

  /** Counts a record that a window covers, found live or by a scan. */
  void matched(String provider, boolean live);

  /** Counts a revision of a notification. */
  void notification(Audience audience, NotificationAction action);

  /** Records the time from the Kafka timestamp of a live record to its notification. */
  void detectionLatency(long millis);

  /** Replaces the running scans of a task. */
  void scans(String taskId, List<ScanStatus> running);

  /** Replaces the pending notifications of a task. */
  void pending(String taskId, Map<PendingCause, Pending> notifications);

  /** Replaces the incidents of a task. */
  void incidents(String taskId, Collection<IncidentView> views);

  /**
   * Replaces the size of a task's history; {@code oldestMillis} is the oldest sent_at, -1 when
   * empty.
   */
  void history(String taskId, long records, long oldestMillis);

  /** Replaces the number of records parked by a task. */
  void parked(String taskId, long records);

  /** Removes the reports of a task that left this instance. */
  void taskClosed(String taskId);
}
