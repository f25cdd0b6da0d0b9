package dev.tocsin.ops.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.SharedStack;
import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.domain.Identity;
import dev.tocsin.history.RowSeals;
import dev.tocsin.local.LocalStack;
import dev.tocsin.ops.encryption.HistoryEncryption;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.finding.Finding.Kind;
import dev.tocsin.ops.topics.TopicCreation;
import dev.tocsin.registry.RegistryConfig;
import dev.tocsin.registry.SchemaRegistryClient;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.TocsinTopology;
import dev.tocsin.topology.control.ControlEnd;
import dev.tocsin.wiring.Wiring;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightIT {

  private static final String ADMIN = "admin";
  private static final String GUEST = "preflight-guest";

  private final LocalStack brokers = SharedStack.secured();
  private final String registryUrl = SharedStack.plain().registryUrl();

  @TempDir private Path dir;

  @Test
  void shouldPassAndRegisterTheOutputs() throws Exception {
    // Given
    TocsinConfig config = config("fine.", ADMIN, Map.of());
    createTopics(config);
    // When
    List<Finding> findings = refusals(config);
    // Then
    assertThat(findings).isEmpty();
    try (SchemaRegistryClient registry =
        SchemaRegistryClient.open(RegistryConfig.from(config.registryProps()))) {
      assertThat(registry.subjects())
          .contains(
              "fine.exposure.record-value",
              "fine.exposure.notification-value",
              "fine.exposure.incident-value");
    }
  }

  @Test
  void shouldReportAllProblemsAtOnce() {
    // Given
    TocsinConfig config = config("empty.", ADMIN, Map.of("avro.auto.register.schemas", "false"));
    // When
    List<Finding> findings = refusals(config);
    // Then
    assertThat(findings)
        .extracting(Finding::resource)
        .contains(
            "topic empty.telephony.message-log.duo",
            "topic empty.exposure.window",
            "schema of topic empty.exposure.notification");
    assertThat(findings).allSatisfy(f -> assertThat(f.remedy()).isNotBlank());
  }

  @Test
  void shouldReportUnreachableBrokersAndRegistry() {
    // Given
    TocsinConfig config =
        config(
            "gone.",
            "admin",
            Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "schema.registry.url", "http://127.0.0.1:1",
                "schema.registry.max.retries", "0",
                "kafka.admin.request.timeout.ms", "500",
                "kafka.admin.default.api.timeout.ms", "1000"));
    // When
    List<Finding> findings = refusals(config);
    // Then
    assertThat(findings).extracting(Finding::kind).containsOnly(Kind.UNREACHABLE);
    assertThat(findings)
        .extracting(Finding::resource)
        .contains("Kafka at 127.0.0.1:1", "schema registry http://127.0.0.1:1");
  }

  @Test
  void shouldReportAWrongRegistryPath() {
    // Given
    String wrong = registryUrl.replace("/apis/ccompat/v7", "");
    assertThat(wrong).isNotEqualTo(registryUrl);
    TocsinConfig config = config("path.", ADMIN, Map.of("schema.registry.url", wrong));
    // When
    List<Finding> findings = refusals(config);
    // Then
    assertThat(findings)
        .filteredOn(f -> f.resource().startsWith("schema registry"))
        .isNotEmpty()
        .allSatisfy(
            f -> assertThat(f.remedy()).contains("schema.registry.url").doesNotContain("auth"));
  }

  @Test
  void shouldReportMissingPermissions() throws Exception {
    // Given
    createTopics(config("acl.", ADMIN, Map.of()));
    allow("acl.", ResourceType.TOPIC, AclOperation.DESCRIBE);
    allow("acl.", ResourceType.TOPIC, AclOperation.DESCRIBE_CONFIGS);
    TocsinConfig guest = config("acl.", GUEST, Map.of());
    // When
    // The brokers learn of new rules a moment after the controller.
    List<Finding> findings =
        await()
            .until(
                () -> refusals(guest),
                found ->
                    found.stream()
                        .filter(f -> f.resource().startsWith("topic "))
                        .noneMatch(f -> f.found().contains("to DESCRIBE")));
    // Then
    assertThat(findings)
        .anySatisfy(
            f -> {
              assertThat(f.resource()).isEqualTo("topic acl.exposure.window");
              assertThat(f.found()).isEqualTo("no permission to READ");
              assertThat(f.remedy()).contains("kafka-acls.sh", "--operation Read");
            })
        .anySatisfy(
            f -> {
              assertThat(f.resource()).isEqualTo("topic acl.exposure.notification");
              assertThat(f.found()).isEqualTo("no permission to WRITE");
            })
        .anySatisfy(f -> assertThat(f.resource()).isEqualTo("consumer group acl-group"));
  }

  @Test
  void shouldRejectDamagedChangelogs() throws Exception {
    // Given
    TocsinConfig config = config("eaten.", ADMIN, Map.of());
    createTopics(config);
    String history = config.applicationId() + "-history-changelog";
    try (Admin admin = Admin.create(config.adminProps())) {
      admin
          .createTopics(
              List.of(
                  new NewTopic(history, config.partitions(), (short) 1)
                      .configs(Map.of("cleanup.policy", "delete"))))
          .all()
          .get();
      assertThat(await().until(() -> refusals(config), found -> !found.isEmpty()))
          .singleElement()
          .satisfies(f -> assertThat(f.resource()).isEqualTo("internal topic " + history))
          .satisfies(f -> assertThat(f.found()).isEqualTo("cleanup.policy=delete"))
          .satisfies(f -> assertThat(f.remedy()).contains("kafka-configs.sh", "compact"));
      // When records were read, and the topic is gone
      TopicPartition read = new TopicPartition(config.topics().window(), 0);
      admin
          .alterConsumerGroupOffsets(config.applicationId(), Map.of(read, new OffsetAndMetadata(7)))
          .all()
          .get();
      admin.deleteTopics(List.of(history)).all().get();
      // Then
      List<Finding> findings =
          await()
              .until(
                  () -> refusals(config),
                  found -> found.stream().noneMatch(f -> f.found().contains("cleanup.policy")));
      assertThat(findings)
          .extracting(Finding::resource)
          .containsExactlyInAnyOrder(
              "internal topic " + history,
              "internal topic " + config.applicationId() + "-impact-changelog");
      assertThat(findings)
          .allSatisfy(f -> assertThat(f.found()).startsWith("missing"))
          .allSatisfy(f -> assertThat(f.remedy()).contains("application.id"));
    }
  }

  @Test
  void shouldReportRejectedCredentials() {
    // Given
    Map<String, String> wrong =
        Map.of(
            "kafka.sasl.jaas.config",
            brokers
                .passwordClient(GUEST)
                .get("sasl.jaas.config")
                .replaceAll("password=\"[^\"]*", "password=\"wrong"));
    // When
    List<Finding> findings = refusals(config("wrong.", GUEST, wrong));
    // Then
    assertThat(findings)
        .filteredOn(f -> f.resource().startsWith("Kafka at"))
        .singleElement()
        .satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.WRONG))
        .satisfies(f -> assertThat(f.text()).contains("credentials").doesNotContain("wrong\""));
  }

  @Test
  void shouldLockTheStateDirectoryUntilClosed() {
    // Given
    TocsinConfig config = config("held.", ADMIN, Map.of());
    // When
    List<Finding> second;
    try (Preflight first = new Preflight(config, HistoryEncryption.of(config))) {
      first.check(topology(config));
      second = refusals(config);
    }
    // Then
    assertThat(second).anySatisfy(f -> assertThat(f.found()).contains("another running instance"));
    assertThat(refusals(config)).noneMatch(f -> f.resource().startsWith("state directory"));
  }

  @Test
  void shouldRejectTheStateOfAnotherCluster() throws Exception {
    // Given
    TocsinConfig config = config("home.", ADMIN, Map.of());
    createTopics(config);
    assertThat(refusals(config)).isEmpty();
    Path remembered = config.stateDir().resolve("tocsin.cluster");
    assertThat(remembered).isNotEmptyFile();
    // When
    Files.writeString(remembered, "another-cluster");
    // Then
    assertThat(refusals(config))
        .singleElement()
        .satisfies(
            f -> assertThat(f.found()).isEqualTo("it holds the state of cluster another-cluster"));
  }

  private static List<Finding> refusals(TocsinConfig config) {
    try (Preflight preflight = new Preflight(config, HistoryEncryption.of(config))) {
      return preflight.check(topology(config)).stream().filter(Finding::refuses).toList();
    }
  }

  private static TopologyDescription topology(TocsinConfig config) {
    return TocsinTopology.build(
            Wiring.topology(config),
            Wiring.serdes(config),
            phone -> null,
            RowSeals.checksums(),
            Identity.unkeyed(),
            NoTelemetry.INSTANCE,
            ControlEnd.ofEmptyTopic())
        .describe();
  }

  private static void createTopics(TocsinConfig config) {
    try (Admin admin = Admin.create(config.adminProps())) {
      new TopicCreation(config, admin).run(false);
    }
  }

  private void allow(String prefix, ResourceType type, AclOperation operation) throws Exception {
    AclBinding binding =
        new AclBinding(
            new ResourcePattern(type, prefix, PatternType.PREFIXED),
            new AccessControlEntry("User:" + GUEST, "*", operation, AclPermissionType.ALLOW));
    try (Admin admin = Admin.create(config(prefix, ADMIN, Map.of()).adminProps())) {
      admin.createAcls(List.of(binding)).all().get();
    }
  }

  private TocsinConfig config(String prefix, String user, Map<String, String> more) {
    Map<String, String> values = new HashMap<>();
    Map<String, String> client =
        user.equals(ADMIN) ? brokers.clientProperties() : brokers.passwordClient(user);
    client.forEach(
        (key, value) -> values.put(key.equals("bootstrap.servers") ? key : "kafka." + key, value));
    values.put("schema.registry.url", registryUrl);
    values.put("topic.prefix", prefix);
    values.put("application.id", prefix.replace('.', '-') + "group");
    values.put("state.dir", dir.resolve("state").toString());
    values.put("history.encryption", "none");
    values.putAll(more);
    return TocsinConfig.load(Sources.of(values));
  }
}
