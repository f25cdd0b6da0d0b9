package dev.tocsin.ops.health;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Where the consumer group stands, at one moment.
 *
 * @param committed committed offset of every partition that has one
 * @param lag offsets from the committed one, or from the first one kept where none is committed, to
 *     the last stable one; only of partitions where records are really left, so never zero
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
