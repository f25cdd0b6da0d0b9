package dev.tocsin.cli.topic;

import dev.tocsin.config.TocsinConfig;
import java.util.HashMap;
import java.util.Map;

/** The partition counts of topics; asks the cluster once per topic. */
public final class PartitionCounts {

  private final TocsinConfig config;
  private final Map<String, Integer> known = new HashMap<>();

  public PartitionCounts(TocsinConfig config) {
    this.config = config;
  }

  /**
   * The partition count of a topic, 0 if the topic does not exist.
   *
   * @throws dev.tocsin.cli.CliException if Kafka cannot be reached
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
