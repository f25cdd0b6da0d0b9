package dev.tocsin.ops.health;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes lag that consists of transaction markers and aborted records out of the count. Only
 * partitions that have not moved from one look to the next are probed, and each of their positions
 * once.
 *
 * <p>Not thread-safe.
 */
final class RealLag {

  /** Offsets from {@code from} on and before {@code to}. */
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
   * @param open of each partition, the offsets between what is committed and the end
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
