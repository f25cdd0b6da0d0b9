package dev.tocsin.cli.topic;

import dev.tocsin.config.TocsinConfig;
import java.util.HashMap;
import java.util.Map;

/** How many partitions topics have; asks the cluster once for each. */
public final class PartitionCounts {

  private final TocsinConfig config;
  private final Map<String, Integer> known = new HashMap<>();

  public PartitionCounts(TocsinConfig config) {
    this.config = config;
  }

  /**
   * Partitions of a topic, 0 when there is no such topic.
   *
   * @throws dev.tocsin.cli.CliException when the cluster does not answer
   */
  public int of(String topic) throws InterruptedException {
    Integer count = known.get(topic);
    if (count == null) {
      count = TopicLookup.partitionsIfAny(config, topic).size();
      known.put(topic, count);
    }
    return count;
  }
}
