package dev.tocsin.history;

import dev.tocsin.domain.LogRecord;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All retained records of one message-log partition, whatever order they came in. Not thread-safe:
 * it belongs to one task.
 */
public interface MessageHistory {

  /** Keeps a record. The same record kept twice is there twice. */
  void append(LogRecord record);

  /** A position that lies behind all records kept so far and before all kept later. */
  long snapshot();

  /**
   * Goes on with an examination of the records in a time range, in an order of the history's own.
   *
   * @param range what to look at
   * @param cursor where the step before ended; null to begin
   * @param goOn asked after every few records; the step ends soon after it says no
   * @param visitor is given every record of the range that was kept before the snapshot, once
   */
  Step scan(
      Range range, byte @Nullable [] cursor, BooleanSupplier goOn, Consumer<LogRecord> visitor);

  /**
   * Deletes records sent before an instant.
   *
   * @param goOn asked after every few records
   * @return whether all of them are gone
   */
  boolean expire(long sentBefore, BooleanSupplier goOn);

  /** How many records are kept, perhaps an estimate. */
  long size();

  /** The oldest sent_at that is kept, milliseconds since the epoch; -1 when empty. */
  long oldest();

  /**
   * What a scan examines.
   *
   * @param from first instant, milliseconds since the epoch, inclusive
   * @param to exclusive
   * @param snapshot position from {@link #snapshot()}
   */
  record Range(long from, long to, long snapshot) {}

  /**
   * How far a step came.
   *
   * @param cursor where to go on; null when the range is done
   * @param examined records that this step looked at
   */
  record Step(byte @Nullable [] cursor, long examined) {}
}
