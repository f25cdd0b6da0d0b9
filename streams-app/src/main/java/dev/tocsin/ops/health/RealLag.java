package dev.tocsin.ops.health;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Excludes lag that consists of transaction markers and aborted records. Only partitions that did
 * not change between two reads are probed, and each position once.
 *
 * <p>Not thread-safe.
 */
final class RealLag {

  /** Offsets from {@code from}, inclusive, to {@code to}, exclusive. */
  record Range(long from, long to) {
    long size() {
      return to - from;
    }
  }

  private record Probed(Range range, boolean anyRecord) {}

  private final RecordProbe probe;
  private final Map<TopicPartition, Probed> probed = new HashMap<>();
  private Map<TopicPartition, Range> previous = Map.of();

  RealLag(RecordProbe probe) {
    this.probe = probe;
  }

  /**
   * The lag of each partition that has some.
   *
   * @param open the offsets between the committed offset and the end of each partition
   */
  Map<TopicPartition, Long> of(Map<TopicPartition, Range> open) {
    Map<TopicPartition, Long> lag = new HashMap<>();
    open.forEach(
        (partition, range) -> {
          if (range.size() > 0 && anyRecord(partition, range)) {
            lag.put(partition, range.size());
          }
        });
    previous = Map.copyOf(open);
    probed.keySet().retainAll(open.keySet());
    return lag;
  }

  private boolean anyRecord(TopicPartition partition, Range range) {
    Probed known = probed.get(partition);
    if (known != null && known.range().from() == range.from()) {
      if (known.anyRecord() || known.range().to() >= range.to()) {
        return known.anyRecord();
      }
    }
    if (!range.equals(previous.get(partition))) {
      return true;
    }
    boolean any = probe.anyRecord(partition, range.from(), range.to());
    probed.put(partition, new Probed(range, any));
    return any;
  }
}
