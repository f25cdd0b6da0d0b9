package dev.tocsin.ops.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.ClientNames;
import dev.tocsin.naming.TopicNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.Resource;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every role, and a principal without one, tries every operation on every resource. */
class AclMatrixIT {

  private static final String STRANGER = "stranger";

  @TempDir private Path directory;

  @Test
  void shouldAllowEachRoleOnlyThePlannedOperations() throws Exception {
    // Given
    SecuredRig rig = new SecuredRig("matrix", directory);
    rig.install();
    TocsinConfig admin = SecuredRig.config(rig.adminSettings());
    List<ResourcePattern> resources = resources(admin);
    prime(admin, resources);
    List<String> wrong = new ArrayList<>();
    Map<String, Integer> allowed = new LinkedHashMap<>();
    int cells = 0;

    // When
    List<Access> everybody = new ArrayList<>(AccessPlan.of(admin));
    everybody.add(new Access(Role.PROVIDER, Optional.of(STRANGER), List.of(), List.of()));
    for (Access access : everybody) {
      AclBindings planned = new AclBindings(rules(access));
      try (ClientOperation.Client client = client(rig.config(access.who()))) {
        for (ClientOperation operation : ClientOperation.values()) {
          for (ResourcePattern resource : resources) {
            if (resource.resourceType() == operation.type()) {
              boolean may = operation.isAllowed(client, resource.name());
              boolean should = planned.isGiven("User:it", resource, operation.operation());
              cells++;
              allowed.merge(access.who(), may ? 1 : 0, Integer::sum);
              if (may != should) {
                wrong.add(
                    "%s %s %s %s"
                        .formatted(
                            access.who(), may ? "may" : "may not", operation, resource.name()));
              }
            }
          }
        }
      }
    }

    // Then
    System.out.println("ACL matrix: " + cells + " cells tried; allowed: " + allowed);
    assertThat(wrong).isEmpty();
    assertThat(allowed).containsEntry("provider " + STRANGER, 0).hasSize(11);
    assertThat(allowed.entrySet())
        .filteredOn(entry -> !entry.getKey().endsWith(STRANGER))
        .allSatisfy(entry -> assertThat(entry.getValue()).isPositive());
  }

  private static List<AclBinding> rules(Access access) {
    return access.grants().stream().flatMap(grant -> grant.bindings("User:it").stream()).toList();
  }

  private static List<ResourcePattern> resources(TocsinConfig config) {
    TopicNames topics = config.topics();
    String internal = ClientNames.internalPrefix(config.applicationId());
    List<ResourcePattern> all = new ArrayList<>();
    for (String topic :
        List.of(
            topics.messageLog(SecuredRig.ALPHA),
            topics.messageLog(SecuredRig.BETA),
            topics.account(),
            topics.window(),
            topics.exposedRecord(),
            topics.notification(),
            topics.incident(),
            topics.deadLetter(),
            internal + "any-changelog",
            "of-another-application")) {
      all.add(resource(ResourceType.TOPIC, topic));
    }
    for (String group :
        List.of(
            config.applicationId(),
            ClientNames.importing(topics) + "1",
            ClientNames.notifier(topics) + "-mail",
            "of-another-application")) {
      all.add(resource(ResourceType.GROUP, group));
    }
    for (String id :
        List.of(
            internal + "1",
            ClientNames.importing(topics) + "1",
            ClientNames.redrive(topics.deadLetter()),
            "of-another-application")) {
      all.add(resource(ResourceType.TRANSACTIONAL_ID, id));
    }
    all.add(resource(ResourceType.CLUSTER, Resource.CLUSTER_NAME));
    return all;
  }

  private static ResourcePattern resource(ResourceType type, String name) {
    return new ResourcePattern(type, name, PatternType.LITERAL);
  }

  /** Makes the topics that the plan does not, and puts a record into each, for readers to find. */
  private static void prime(TocsinConfig config, List<ResourcePattern> resources) throws Exception {
    List<String> topics =
        resources.stream()
            .filter(resource -> resource.resourceType() == ResourceType.TOPIC)
            .map(ResourcePattern::name)
            .toList();
    try (Admin admin = Admin.create(config.adminProps());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                config.producerProps("prime"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
      List<NewTopic> missing =
          topics.stream()
              .filter(topic -> !topic.startsWith(config.topics().prefix()))
              .map(topic -> new NewTopic(topic, 1, (short) 1))
              .toList();
      admin.createTopics(missing).all().get();
      for (String topic : topics) {
        producer.send(new ProducerRecord<>(topic, 0, new byte[] {1}, new byte[] {1})).get();
      }
    }
  }

  static ClientOperation.Client client(TocsinConfig config) {
    Map<String, Object> consumer = config.consumerProps("matrix", null);
    return new ClientOperation.Client(
        Admin.create(config.adminProps()),
        new KafkaProducer<>(
            config.producerProps("matrix"), new ByteArraySerializer(), new ByteArraySerializer()),
        new KafkaConsumer<>(consumer, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
  }
}
