package dev.tocsin.ops.topics;

import dev.tocsin.ops.finding.Finding;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * What a look at the topics found.
 *
 * @param cluster what the cluster calls itself
 * @param findings what differs from the plan
 * @param bound ids of the topics that the state is bound to: those of Kafka Streams, and those
 *     whose offsets order changes; zero for one that is missing
 */
public record TopicReport(String cluster, List<Finding> findings, Map<String, Uuid> bound) {

  public TopicReport {
    findings = List.copyOf(findings);
    bound = Map.copyOf(bound);
  }
}
