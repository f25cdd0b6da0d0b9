package dev.tocsin.ops;

import dev.tocsin.naming.StoreNames;
import dev.tocsin.telemetry.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Progress of this instance in reading changelogs, to restore active tasks and to update standby
 * tasks. Called from several threads.
 */
final class RestoreProgress implements StateRestoreListener, StandbyUpdateListener {

  private static final Logger log = LoggerFactory.getLogger(RestoreProgress.class);

  /** Most stores have few records; only larger ones are logged at INFO. */
  private static final long MANY = 10_000;

  private final Map<TopicPartition, Long> remaining = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> standbyLag = new ConcurrentHashMap<>();
  private final AtomicBoolean announced = new AtomicBoolean();
  private final Counter restored;
  private final Counter standby;

  RestoreProgress(MeterRegistry meters) {
    this.restored = Metric.RESTORED_RECORDS.counter(meters);
    this.standby = Metric.STANDBY_RECORDS.counter(meters);
    Metric.RESTORING_PARTITIONS.gauge(meters, remaining::size);
    Metric.RESTORE_REMAINING.gauge(meters, this::remaining);
    Metric.STANDBY_LAG.gauge(meters, () -> sum(standbyLag));
  }

  /** Changelog partitions being restored. */
  int partitions() {
    return remaining.size();
  }

  /** Changelog records still to be restored, transaction markers included. */
  long remaining() {
    return sum(remaining);
  }

  /** Changelog records restored so far, by active and by standby tasks. */
  long total() {
    return (long) (restored.count() + standby.count());
  }

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
    long records = Math.max(0, end - start);
    remaining.put(partition, records);
    // After a clean shutdown only the marker of the last commit is left.
    if (records > 1 && announced.compareAndSet(false, true)) {
      log.atInfo().log(
          "Restoring state from Kafka, as after an unclean shutdown or when tasks move; /readyz shows"
              + " the progress");
    }
    log.atLevel(level(store, records))
        .addKeyValue("store", store)
        .addKeyValue("changelog", partition)
        .addKeyValue("records", records)
        .log("Restoring a store");
  }

  @Override
  public void onBatchRestored(
      TopicPartition partition, String store, long batchEndOffset, long records) {
    restored.increment((double) records);
    remaining.computeIfPresent(partition, (p, left) -> Math.max(0, left - records));
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long total) {
    remaining.remove(partition);
    log.atLevel(level(store, total))
        .addKeyValue("store", store)
        .addKeyValue("changelog", partition)
        .addKeyValue("records", total)
        .log("Restored a store");
    if (remaining.isEmpty() && announced.compareAndSet(true, false)) {
      log.atInfo().addKeyValue("records", total()).log("Restored the state");
    }
  }

  /** A row of the history contains thousands of records. */
  private static Level level(String store, long records) {
    boolean large = records > MANY || (store.equals(StoreNames.HISTORY) && records > 1);
    return large ? Level.INFO : Level.DEBUG;
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long total) {
    remaining.remove(partition);
  }

  @Override
  public void onUpdateStart(TopicPartition partition, String store, long startingOffset) {
    standbyLag.putIfAbsent(partition, 0L);
  }

  @Override
  public void onBatchLoaded(
      TopicPartition partition,
      String store,
      TaskId task,
      long batchEndOffset,
      long records,
      long endOffset) {
    standby.increment((double) records);
    // The batch's end is the last offset read, the changelog's end the next offset to be written.
    standbyLag.put(partition, Math.max(0, endOffset - batchEndOffset - 1));
  }

  @Override
  public void onUpdateSuspended(
      TopicPartition partition,
      String store,
      long storeOffset,
      long endOffset,
      SuspendReason reason) {
    standbyLag.remove(partition);
  }

  private static long sum(Map<TopicPartition, Long> records) {
    return records.values().stream().mapToLong(Long::longValue).sum();
  }
}
