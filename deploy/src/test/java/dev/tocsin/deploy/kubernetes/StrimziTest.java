package dev.tocsin.deploy.kubernetes;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.access.Access;
import dev.tocsin.ops.access.AccessPlan;
import dev.tocsin.ops.access.Role;
import dev.tocsin.ops.topics.PlannedTopic;
import dev.tocsin.ops.topics.TopicPlan;
import dev.tocsin.testkit.Checkout;
import dev.tocsin.testkit.GeneratedPage;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Topics and users for Strimzi are what the configuration of the prod overlay makes of the code.
 */
class StrimziTest {

  private static final String HEADER =
      """
      # Generated from overlays/prod/tocsin.properties: change that file and write this one with
      # mvn -pl deploy -am test -Dtest=StrimziTest \\
      #   -Dsurefire.failIfNoSpecifiedTests=false -Dtocsin.docs.write=true
      """;

  @TempDir private Path directory;

  private TocsinConfig config;

  @BeforeEach
  void load() {
    config = PodFiles.overlay("prod", directory);
  }

  @Test
  void shouldHaveEveryTopicOfThePlan() {
    // Given
    List<PlannedTopic> plan = TopicPlan.of(config);
    // When
    List<KafkaTopic> topics = plan.stream().map(Strimzi::topic).toList();
    // Then
    GeneratedPage.shouldEqual(path("strimzi/topics.yaml"), file(topics));
    assertThat(topics).extracting(topic -> topic.getMetadata().getName()).doesNotHaveDuplicates();
  }

  @Test
  void shouldHaveAUserForEveryRole() {
    // Given
    List<Access> plan = AccessPlan.of(config);
    // When
    List<KafkaUser> users = plan.stream().map(Strimzi::user).toList();
    // Then
    GeneratedPage.shouldEqual(path("strimzi/users.yaml"), file(users));
    assertThat(plan).extracting(Access::role).contains(Role.values());
    assertThat(users).extracting(user -> user.getMetadata().getName()).doesNotHaveDuplicates();
  }

  @Test
  void shouldReadBackWhatWasPlanned() {
    // Given
    List<HasMetadata> topics = file("strimzi/topics.yaml");
    List<HasMetadata> users = file("strimzi/users.yaml");
    // Then
    assertThat(topics)
        .map(KafkaTopic.class::cast)
        .extracting(topic -> topic.getSpec().getTopicName())
        .containsExactlyElementsOf(TopicPlan.of(config).stream().map(PlannedTopic::name).toList());
    assertThat(users)
        .map(KafkaUser.class::cast)
        .flatExtracting(Strimzi::bindings)
        .containsExactlyInAnyOrderElementsOf(
            AccessPlan.of(config).stream()
                .flatMap(
                    access ->
                        access.grants().stream()
                            .flatMap(g -> g.bindings(access.principals().getFirst()).stream()))
                .toList());
  }

  @Test
  void shouldBelongToTheClusterThatIsDescribed() {
    // Given
    Kafka kafka = (Kafka) file("strimzi/kafka/kafka.yaml").getFirst();
    String cluster = kafka.getMetadata().getName();
    // Then
    assertThat(cluster).isEqualTo(Strimzi.CLUSTER);
    assertThat(
            Stream.of("strimzi/kafka/pool.yaml", "strimzi/topics.yaml", "strimzi/users.yaml")
                .flatMap(path -> file(path).stream()))
        .allSatisfy(
            object ->
                assertThat(object.getMetadata().getLabels())
                    .containsEntry(Strimzi.CLUSTER_LABEL, cluster));
    assertThat(config.bootstrapServers())
        .containsExactly(
            cluster
                + "-kafka-bootstrap.kafka.svc:"
                + kafka.getSpec().getKafka().getListeners().getFirst().getPort());
  }

  private static String file(List<? extends HasMetadata> objects) {
    return HEADER + objects.stream().map(Manifests::print).collect(joining());
  }

  private static List<HasMetadata> file(String path) {
    return Manifests.read(Checkout.read(path(path)));
  }

  private static Path path(String name) {
    return Checkout.KUBERNETES.resolve(name);
  }
}
