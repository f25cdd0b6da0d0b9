package dev.tocsin.ops.topics;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import dev.tocsin.ops.finding.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares an internal topic with the settings with which Kafka Streams creates it. Internal topics
 * hold the state: records that a broker deletes are missing after the next restore, unnoticed.
 */
final class InternalComparison {

  private static final String FOR_EVER = "-1";

  private final Remedies remedies;

  InternalComparison(Remedies remedies) {
    this.remedies = remedies;
  }

  List<Finding> of(String name, TopicState state, int partitions) {
    List<Finding> findings = new ArrayList<>();
    if (state.partitions() != partitions) {
      findings.add(
          Finding.wrong(
              resource(name),
              state.partitions() + " partitions",
              partitions + " partitions",
              remedies.internalPartitions(name, state.partitions())));
    }
    settings(name)
        .forEach(
            (key, wanted) -> {
              String actual = state.configs().get(key);
              if (actual != null && !actual.equals(wanted)) {
                findings.add(
                    Finding.wrong(
                        resource(name),
                        key + "=" + actual,
                        key + "=" + wanted,
                        remedies.alterConfig(name, key, wanted)));
              }
            });
    return findings;
  }

  /** A missing changelog from which committed state would be restored. */
  Finding missing(String name) {
    return Finding.wrong(
        resource(name),
        "missing, although records were committed before",
        "it to exist: it holds the state of those records",
        "its records are lost: " + Remedies.startOver());
  }

  private static Map<String, String> settings(String name) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (InternalTopics.isChangelog(name)) {
      settings.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT);
    } else {
      // Kafka Streams deletes the records that it has processed.
      settings.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
      settings.put(RETENTION_MS_CONFIG, FOR_EVER);
      settings.put(RETENTION_BYTES_CONFIG, FOR_EVER);
    }
    return settings;
  }

  private static String resource(String name) {
    return "internal topic " + name;
  }
}
