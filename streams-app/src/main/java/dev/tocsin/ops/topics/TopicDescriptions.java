package dev.tocsin.ops.topics;

import dev.tocsin.ops.admin.AdminResults;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads the topics of the cluster. */
final class TopicDescriptions {

  private final Admin admin;

  TopicDescriptions(Admin admin) {
    this.admin = admin;
  }

  /** The state of each of the topics. */
  Map<String, TopicState> read(Collection<String> names) {
    Map<String, TopicState> states = new HashMap<>();
    Map<String, TopicDescription> found = new HashMap<>();
    admin
        .describeTopics(names, new DescribeTopicsOptions().includeAuthorizedOperations(true))
        .topicNameValues()
        .forEach(
            (name, future) -> {
              try {
                found.put(name, AdminResults.get(future));
              } catch (UnknownTopicOrPartitionException e) {
                states.put(name, TopicState.MISSING);
              } catch (TopicAuthorizationException e) {
                states.put(name, TopicState.denied(AclOperation.DESCRIBE));
              }
            });
    configs(found.keySet())
        .forEach(
            (name, config) -> {
              TopicDescription description = found.get(name);
              if (description != null) {
                states.put(name, state(description, config));
              }
            });
    return states;
  }

  /** The id of the cluster. */
  String cluster() {
    return AdminResults.get(admin.describeCluster().clusterId());
  }

  /** Names of all topics that this client may describe. */
  Set<String> names() {
    return AdminResults.get(admin.listTopics().names());
  }

  /** Whether a consumer group has committed offsets; false when this client may not describe it. */
  boolean hasCommitted(String group) {
    try {
      return !AdminResults.get(
              admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
          .isEmpty();
    } catch (GroupAuthorizationException | GroupIdNotFoundException e) {
      return false;
    }
  }

  private Map<String, KafkaFuture<Config>> configs(Collection<String> names) {
    Map<String, KafkaFuture<Config>> configs = new HashMap<>();
    admin
        .describeConfigs(
            names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList())
        .values()
        .forEach((resource, future) -> configs.put(resource.name(), future));
    return configs;
  }

  private static TopicState state(TopicDescription description, KafkaFuture<Config> future) {
    Map<String, String> configs = new HashMap<>();
    AclOperation denied = null;
    try {
      for (ConfigEntry entry : AdminResults.get(future).entries()) {
        if (entry.value() != null) {
          configs.put(entry.name(), entry.value());
        }
      }
    } catch (TopicAuthorizationException e) {
      denied = AclOperation.DESCRIBE_CONFIGS;
    }
    int replication =
        description.partitions().stream().mapToInt(p -> p.replicas().size()).min().orElse(0);
    return new TopicState(
        description.topicId(),
        description.partitions().size(),
        replication,
        configs,
        description.authorizedOperations() == null ? Set.of() : description.authorizedOperations(),
        denied);
  }
}
