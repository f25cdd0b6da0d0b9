package dev.tocsin.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ops.access.Access;
import dev.tocsin.ops.access.Grant;
import dev.tocsin.ops.topics.PlannedTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopicBuilder;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimpleBuilder;
import io.strimzi.api.kafka.model.user.KafkaUserBuilder;
import io.strimzi.api.kafka.model.user.KafkaUserScramSha512ClientAuthentication;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleBuilder;
import io.strimzi.api.kafka.model.user.acl.AclRuleClusterResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResourceBuilder;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResourceBuilder;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResourceBuilder;
import io.strimzi.api.kafka.model.user.acl.StrimziAclOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** Renders the plans as resources of Strimzi. */
final class Strimzi {

  static final String CLUSTER = "tocsin";
  static final String CLUSTER_LABEL = "strimzi.io/cluster";

  private static final String API_VERSION = "kafka.strimzi.io/v1";
  private static final String USER = "User:";

  private Strimzi() {}

  static KafkaTopic topic(PlannedTopic topic) {
    assertThat(topic.replication()).as("replication of %s", topic.name()).isPositive();
    return new KafkaTopicBuilder()
        .withApiVersion(API_VERSION)
        .withNewMetadata()
        .withName(objectName(topic.name()))
        .addToLabels(CLUSTER_LABEL, CLUSTER)
        .endMetadata()
        .withNewSpec()
        .withTopicName(topic.name())
        .withPartitions(topic.partitions())
        .withReplicas(topic.replication())
        .withConfig(numbers(topic.configs()))
        .endSpec()
        .build();
  }

  static KafkaUser user(Access access) {
    assertThat(access.principals()).as("principals of %s", access.who()).hasSize(1);
    String principal = access.principals().getFirst();
    assertThat(principal).as("principal of %s", access.who()).startsWith(USER);
    return new KafkaUserBuilder()
        .withApiVersion(API_VERSION)
        .withNewMetadata()
        .withName(principal.substring(USER.length()))
        .addToLabels(CLUSTER_LABEL, CLUSTER)
        .endMetadata()
        .withNewSpec()
        .withAuthentication(new KafkaUserScramSha512ClientAuthentication())
        .withAuthorization(
            new KafkaUserAuthorizationSimpleBuilder()
                .withAcls(access.grants().stream().map(Strimzi::rule).toList())
                .build())
        .endSpec()
        .build();
  }

  /** What the brokers make of a user. */
  static List<AclBinding> bindings(KafkaUser user) {
    List<AclBinding> bindings = new ArrayList<>();
    String principal = USER + user.getMetadata().getName();
    for (AclRule rule :
        ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization()).getAcls()) {
      for (StrimziAclOperation operation : rule.getOperations()) {
        bindings.add(
            new AclBinding(
                pattern(rule.getResource()),
                new AccessControlEntry(
                    principal,
                    rule.getHost(),
                    AclOperation.fromString(snake(operation)),
                    AclPermissionType.ALLOW)));
      }
    }
    return bindings;
  }

  private static AclRule rule(Grant grant) {
    return new AclRuleBuilder()
        .withResource(resource(grant.resource()))
        .withOperations(
            grant.operations().stream()
                .map(operation -> StrimziAclOperation.forValue(camel(operation.name())))
                .toList())
        .withHost("*")
        .build();
  }

  private static AclRuleResource resource(ResourcePattern resource) {
    AclResourcePatternType pattern =
        resource.patternType() == PatternType.PREFIXED
            ? AclResourcePatternType.PREFIX
            : AclResourcePatternType.LITERAL;
    return switch (resource.resourceType()) {
      case TOPIC ->
          new AclRuleTopicResourceBuilder()
              .withName(resource.name())
              .withPatternType(pattern)
              .build();
      case GROUP ->
          new AclRuleGroupResourceBuilder()
              .withName(resource.name())
              .withPatternType(pattern)
              .build();
      case TRANSACTIONAL_ID ->
          new AclRuleTransactionalIdResourceBuilder()
              .withName(resource.name())
              .withPatternType(pattern)
              .build();
      case CLUSTER -> new AclRuleClusterResource();
      case UNKNOWN, ANY, DELEGATION_TOKEN, USER ->
          throw new IllegalArgumentException("Strimzi has no such resource: " + resource);
    };
  }

  private static ResourcePattern pattern(AclRuleResource resource) {
    return switch (resource) {
      case AclRuleTopicResource topic ->
          new ResourcePattern(
              ResourceType.TOPIC, topic.getName(), patternType(topic.getPatternType()));
      case AclRuleGroupResource group ->
          new ResourcePattern(
              ResourceType.GROUP, group.getName(), patternType(group.getPatternType()));
      case AclRuleTransactionalIdResource id ->
          new ResourcePattern(
              ResourceType.TRANSACTIONAL_ID, id.getName(), patternType(id.getPatternType()));
      case AclRuleClusterResource cluster ->
          new ResourcePattern(ResourceType.CLUSTER, Resource.CLUSTER_NAME, PatternType.LITERAL);
      default -> throw new IllegalArgumentException("unknown resource " + resource.getType());
    };
  }

  private static PatternType patternType(AclResourcePatternType pattern) {
    return switch (pattern) {
      case LITERAL -> PatternType.LITERAL;
      case PREFIX -> PatternType.PREFIXED;
    };
  }

  /** Kubernetes takes fewer names than Kafka. */
  private static String objectName(String topic) {
    return topic.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Numbers stay numbers, as one would write them. */
  private static Map<String, Object> numbers(Map<String, String> configs) {
    Map<String, Object> values = new TreeMap<>();
    configs.forEach(
        (key, value) -> values.put(key, value.matches("-?\\d+") ? Long.valueOf(value) : value));
    return values;
  }

  private static String camel(String name) {
    StringBuilder text = new StringBuilder();
    for (String word : name.split("_")) {
      text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }

  private static String snake(StrimziAclOperation operation) {
    return operation.toValue().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
  }
}
