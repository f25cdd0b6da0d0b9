package dev.tocsin.history;

import dev.tocsin.domain.LogRecord;
import java.util.Set;
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

  /** A position that lies behind all records kept so far. */
  long snapshot();

  /**
   * Goes on with an examination of the records in a range, in an order of the history's own.
   *
   * @param range what to look at
   * @param cursor where the step before ended; null to begin
   * @param goOn asked after every few records; the step ends soon after it says no
   * @param visitor is given every record of the range that was kept before the snapshot. It may be
   *     given some of them twice, and some that were kept later, when the history put itself in
   *     order between two steps
   */
  Step scan(
      Range range, byte @Nullable [] cursor, BooleanSupplier goOn, Consumer<LogRecord> visitor);

  /**
   * Deletes the days (UTC) that ended before an instant.
   *
   * @param goOn asked after every few deletions
   * @return whether all of them are gone
   */
  boolean expire(long sentBefore, BooleanSupplier goOn);

  /**
   * Puts itself in order where that pays, a little at a time; nothing that can be read changes.
   *
   * @param goOn asked after every piece of work
   * @return whether it is in order
   */
  boolean tidy(BooleanSupplier goOn);

  /** How many records are kept. */
  long size();

  /** The start of the oldest day that is kept, milliseconds since the epoch; -1 when empty. */
  long oldest();

  /**
   * What a scan examines.
   *
   * @param provider whose records
   * @param accounts of these accounts; null means all
   * @param channels of these channels; null means all
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
   * How far a step came.
   *
   * @param cursor where to go on; null when the range is done
   * @param examined records that this step decided about, most of them without reading them
   */
  record Step(byte @Nullable [] cursor, long examined) {}
}
