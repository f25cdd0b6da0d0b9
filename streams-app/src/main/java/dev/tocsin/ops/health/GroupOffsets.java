package dev.tocsin.ops.health;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets of the consumer group at one moment.
 *
 * @param committed committed offset of every partition that has one
 * @param lag offsets from the committed offset, or from the log start if there is none, to the last
 *     stable offset; only of partitions that have records there, so never zero
 * @param owned input partitions of this instance's active tasks
 */
public record GroupOffsets(
    Map<TopicPartition, Long> committed, Map<TopicPartition, Long> lag, Set<TopicPartition> owned) {

  public GroupOffsets {
    committed = Map.copyOf(committed);
    lag = Map.copyOf(lag);
    owned = Set.copyOf(owned);
  }
}
