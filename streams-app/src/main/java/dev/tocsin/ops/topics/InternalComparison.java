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
 * What differs between a topic of Kafka Streams as it makes it and as it is. Their content is the
 * state: what a broker deletes from them is missing after the next restore, and nobody would know.
 */
final class InternalComparison {

  private static final String FOR_EVER = "-1";

  private final Remedies mends;

  InternalComparison(Remedies mends) {
    this.mends = mends;
  }

  List<Finding> of(String name, TopicState state, int partitions) {
    List<Finding> findings = new ArrayList<>();
    if (state.partitions() != partitions) {
      findings.add(
          Finding.wrong(
              resource(name),
              state.partitions() + " partitions",
              partitions + " partitions",
              mends.internalPartitions(name, state.partitions())));
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
                        mends.alterConfig(name, key, wanted)));
              }
            });
    return findings;
  }

  /** A changelog that is not there, and that what was read already is to be restored from. */
  Finding missing(String name) {
    return Finding.wrong(
        resource(name),
        "missing, though records were read and committed before",
        "it to exist: it holds what was found in them",
        "what was in it is lost: " + Remedies.startOver());
  }

  private static Map<String, String> settings(String name) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (InternalTopics.isChangelog(name)) {
      settings.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT);
    } else {
      // Kafka Streams deletes what it has read, itself.
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
