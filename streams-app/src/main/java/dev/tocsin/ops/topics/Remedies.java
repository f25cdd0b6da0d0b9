package dev.tocsin.ops.topics;

import dev.tocsin.ops.access.AclCommands;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The fixes for topics, most of them commands. */
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
    // The tool splits at commas outside of brackets.
    String quoted = value.contains(",") ? "[" + value + "]" : value;
    return "kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config '%s=%s'"
        .formatted(bootstrapServers, topic, config, quoted);
  }

  String allow(String topic, AclOperation operation) {
    return acls.allowTocsin(
        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL), operation);
  }

  /** The same for all topics with a prefix. */
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
      return "Kafka cannot remove partitions: stop Tocsin, run kafka-topics.sh --bootstrap-server %s --delete --topic %s and tocsin topics create, and declare the windows again"
          .formatted(bootstrapServers, plan.name());
    }
    return "Kafka cannot remove partitions: before Tocsin's first start set partitions=%d; afterwards use a new application.id and a new topic"
        .formatted(actual);
  }

  static String startOver() {
    return "rebuild with a new application.id and state.dir, which reads the inputs from the beginning; import logs and accounts and declare windows that are no longer in their topics (docs/operations.md, Rebuild)";
  }

  String internalPartitions(String topic, int actual) {
    return "set partitions=%d, with which %s was created, or rebuild with a new application.id; the number cannot change for an application.id"
        .formatted(actual, topic);
  }
}
