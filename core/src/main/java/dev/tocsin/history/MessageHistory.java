package dev.tocsin.history;

import dev.tocsin.domain.LogRecord;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All retained records of one message-log partition. Not thread-safe: each task has its own. */
public interface MessageHistory {

  /** Appends a record. A record that is appended twice is stored twice. */
  void append(LogRecord record);

  /** A position after all records appended so far. */
  long snapshot();

  /**
   * Continues a scan of the records in a range, in the order of the history.
   *
   * @param range the records to find
   * @param cursor where the previous step ended; null to start
   * @param goOn called after every few records; the step ends soon after it returns false
   * @param visitor receives every record of the range that was appended before the snapshot. If
   *     blocks were merged between two steps, it may receive some of them twice, and some later
   *     records
   */
  Step scan(
      Range range, byte @Nullable [] cursor, BooleanSupplier goOn, Consumer<LogRecord> visitor);

  /**
   * Deletes the days (UTC) that ended before an instant.
   *
   * @param goOn called after every few deletions
   * @return whether all of them are deleted
   */
  boolean expire(long sentBefore, BooleanSupplier goOn);

  /**
   * Merges small blocks, in steps; the records do not change.
   *
   * @param goOn called after every merge
   * @return whether no merge is due
   */
  boolean tidy(BooleanSupplier goOn);

  /** Number of retained records. */
  long size();

  /** The start of the oldest retained day, milliseconds since the epoch; -1 when empty. */
  long oldest();

  /**
   * The records that a scan must find.
   *
   * @param provider the provider of the records
   * @param accounts null means all
   * @param channels null means all
   * @param from first instant, milliseconds since the epoch, inclusive
   * @param to exclusive
   * @param snapshot position from {@link #snapshot()}
   */
  record Range(
      String provider,
      @Nullable Set<String> accounts,
      @Nullable Set<String> channels,
      long from,
      long to,
      long snapshot) {}

  /**
   * The result of a step.
   *
   * @param cursor where to continue; null when the scan is done
   * @param examined number of records that this step checked, most of them without reading them
   */
  record Step(byte @Nullable [] cursor, long examined) {}
}
