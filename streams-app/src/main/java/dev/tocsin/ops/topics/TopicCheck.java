package dev.tocsin.ops.topics;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.finding.Finding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.TopologyDescription;

/** Compares the topics of the cluster with the plan, those of Kafka Streams included. */
public final class TopicCheck {

  private final TocsinConfig config;
  private final TopicReader reader;
  private final Mends mends;

  public TopicCheck(TocsinConfig config, Admin admin) {
    this.config = config;
    this.reader = new TopicReader(admin);
    this.mends = new Mends(String.join(",", config.bootstrapServers()));
  }

  /**
   * Everything that differs; empty when all is as planned.
   *
   * @param topology what is going to run
   * @throws org.apache.kafka.common.KafkaException when the cluster does not answer
   */
  public List<Finding> findings(TopologyDescription topology) {
    List<PlannedTopic> plan = TopicPlan.of(config);
    Map<String, TopicState> states = reader.read(plan.stream().map(PlannedTopic::name).toList());
    List<Finding> findings = new ArrayList<>();
    for (PlannedTopic topic : plan) {
      findings.addAll(
          TopicComparison.of(topic, states.getOrDefault(topic.name(), TopicState.MISSING), mends));
    }
    Map<String, Integer> expected =
        InternalTopics.expected(
            config.applicationId(),
            topology,
            config.partitions(),
            name -> states.getOrDefault(name, TopicState.MISSING).partitions());
    findings.addAll(internal(expected));
    return findings;
  }

  private List<Finding> internal(Map<String, Integer> expected) {
    Set<String> existing = new HashSet<>(reader.names());
    existing.retainAll(expected.keySet());
    List<Finding> findings = new ArrayList<>();
    new TreeMap<>(reader.read(existing))
        .forEach(
            (name, state) -> {
              int wanted = expected.getOrDefault(name, 0);
              if (state.exists() && state.partitions() != wanted) {
                findings.add(
                    Finding.wrong(
                        "internal topic " + name,
                        state.partitions() + " partitions",
                        wanted + " partitions",
                        mends.internalPartitions(name, state.partitions())));
              }
            });
    return findings;
  }
}
