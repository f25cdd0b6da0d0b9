package dev.tocsin.ops.topics;

/** The commands that mend topics, ready to be pasted. */
final class Mends {

  private final String bootstrapServers;

  Mends(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
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

  String allow(String topic, String operation) {
    return "kafka-acls.sh --bootstrap-server %s --add --allow-principal User:<Tocsin's user> --operation %s --topic %s"
        .formatted(bootstrapServers, operation, topic);
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

  String internalPartitions(String topic, int actual) {
    return "set partitions to what it was when %s was made (%d), or start over under a new application.id: partitions are pinned for its life"
        .formatted(topic, actual);
  }
}
