package dev.tocsin.ops.topics;

import dev.tocsin.ops.access.AclCommands;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The commands that mend topics, ready to be pasted. */
final class Remedies {

  private final String bootstrapServers;
  private final AclCommands acls;

  Remedies(List<String> bootstrapServers) {
    this.bootstrapServers = String.join(",", bootstrapServers);
    this.acls = new AclCommands(bootstrapServers);
  }

  String createTopics() {
    return "tocsin topics create";
  }

  String alterConfig(String topic, String config, String value) {
    // The tool splits at commas, except within brackets.
    String quoted = value.contains(",") ? "[" + value + "]" : value;
    return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config '%s=%s'"
        .formatted(bootstrapServers, topic, config, quoted);
  }

  String allow(String topic, AclOperation operation) {
    return acls.allowTocsin(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL), operation);
  }

  /** On all topics whose names start alike. */
  String allowAll(String prefix, AclOperation operation) {
    return acls.allowTocsin(
        new ResourcePattern(ResourceType.TOPIC, prefix, PatternType.PREFIXED), operation);
  }

  String partitions(PlannedTopic plan, int actual) {
    if (actual < plan.partitions()) {
      return "before Tocsin's first start: kafka-topics.sh --bootstrap-server %s --alter --topic %s --partitions %d; afterwards set partitions=%d"
          .formatted(bootstrapServers, plan.name(), plan.partitions(), actual);
    }
    if (plan.partitions() == 1) {
      return "Kafka cannot take partitions away: stop Tocsin, kafka-topics.sh --bootstrap-server %s --delete --topic %s, tocsin topics create, and declare the windows again"
          .formatted(bootstrapServers, plan.name());
    }
    return "Kafka cannot take partitions away: before Tocsin's first start set partitions=%d; afterwards move to a new application.id and a new topic"
        .formatted(actual);
  }

  static String startOver() {
    return "start over under a new application.id and another state.dir, which reads the inputs from the beginning; import logs and accounts, and declare windows, that are in their topics no more (docs/operations.md, Rebuild)";
  }

  String internalPartitions(String topic, int actual) {
    return "set partitions to what it was when %s was made (%d), or start over under a new application.id: partitions are pinned for its life"
        .formatted(topic, actual);
  }
}
