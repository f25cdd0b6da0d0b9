package dev.tocsin.ops.topics;

import dev.tocsin.ops.finding.Finding;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * The result of a comparison of the topics with the plan.
 *
 * @param cluster the id of the cluster
 * @param findings the differences from the plan
 * @param bound ids of the topics from which the state is built: internal topics, and topics whose
 *     offsets order changes; zero for a missing topic
 */
public record TopicReport(String cluster, List<Finding> findings, Map<String, Uuid> bound) {

  public TopicReport {
    findings = List.copyOf(findings);
    bound = Map.copyOf(bound);
  }
}
