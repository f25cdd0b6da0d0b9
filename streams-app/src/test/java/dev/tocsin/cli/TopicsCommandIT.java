package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

class TopicsCommandIT {

  @Test
  void shouldCreateMissingTopicsOnce() {
    // Given
    Cli cli = Cli.withoutTopics("topics-create.");
    // When
    JsonNode dryRun = cli.json("topics", "create", "--dry-run");
    Cli.Result before = cli.run("topics", "check");
    JsonNode first = cli.json("topics", "create");
    JsonNode second = cli.json("topics", "create");
    Cli.Result after = cli.run("topics", "check");
    // Then
    assertThat(actions(dryRun)).hasSize(8).containsOnly("would_create");
    assertThat(before.exitCode()).isEqualTo(ExitCodes.NEGATIVE);
    assertThat(before.out())
        .contains("topic topics-create.exposure.window: missing", "fix:      tocsin topics create");
    assertThat(actions(first)).hasSize(8).containsOnly("created");
    assertThat(actions(second)).hasSize(8).containsOnly("exists");
    assertThat(after.exitCode()).as(after.out()).isEqualTo(ExitCodes.OK);
    assertThat(after.out()).startsWith("all 8 topics are as they should be");
  }

  @Test
  void shouldFindChangedTopics() throws Exception {
    // Given
    Cli cli = Cli.withoutTopics("topics-changed.");
    try (Admin admin = Admin.create(cli.config().adminProps())) {
      create(admin, "topics-changed.telephony.message-log.duo", 2, Map.of());
      create(
          admin,
          "topics-changed.exposure.window",
          4,
          Map.of("cleanup.policy", "compact", "max.message.bytes", "1000000"));
      create(
          admin,
          "topics-changed.exposure.record",
          1,
          Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", "1000"));
    }
    assertThat(cli.run("topics", "create").exitCode()).isEqualTo(ExitCodes.OK);
    // When
    Cli.Result result = cli.run("topics", "check", "--output", "json");
    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCodes.NEGATIVE);
    assertThat(found(result.json(), "topic topics-changed.exposure.window"))
        .contains("4 partitions", "max.message.bytes is 1000000")
        .noneMatch(found -> found.startsWith("cleanup.policy"));
    assertThat(found(result.json(), "topic topics-changed.telephony.message-log.duo"))
        .contains("2 partitions");
    assertThat(found(result.json(), "topic topics-changed.exposure.record"))
        .containsExactly("retention.ms is 1000 (1s)");
    assertThat(result.json()).allSatisfy(f -> assertThat(f.get("remedy").textValue()).isNotBlank());
  }

  @Test
  void shouldFindInternalTopicsWithOtherPartitionCount() throws Exception {
    // Given
    Cli cli = Cli.onCluster("topics-internal.");
    try (Admin admin = Admin.create(cli.config().adminProps())) {
      create(admin, "pinned-history-changelog", 5, Map.of("cleanup.policy", "compact"));
      create(admin, "pinned-match-window-repartition", 3, Map.of("retention.ms", "-1"));
    }
    // When
    Cli.Result result =
        cli.run("topics", "check", "--output", "json", "-c", "application.id=pinned");
    // Then
    assertThat(result.json()).hasSize(1);
    assertThat(found(result.json(), "internal topic pinned-history-changelog"))
        .containsExactly("5 partitions");
  }

  @Test
  void shouldFindInternalTopicsWithRetention() throws Exception {
    // Given
    Cli cli = Cli.onCluster("topics-deleting.");
    try (Admin admin = Admin.create(cli.config().adminProps())) {
      create(admin, "deleting-history-changelog", 3, Map.of("cleanup.policy", "compact,delete"));
      create(admin, "deleting-match-window-repartition", 3, Map.of("retention.ms", "1000"));
    }
    // When
    Cli.Result result =
        cli.run("topics", "check", "--output", "json", "-c", "application.id=deleting");
    // Then
    assertThat(found(result.json(), "internal topic deleting-history-changelog"))
        .containsExactly("cleanup.policy=compact,delete");
    assertThat(found(result.json(), "internal topic deleting-match-window-repartition"))
        .containsExactly("retention.ms=1000");
  }

  private static List<String> actions(JsonNode results) {
    return texts(results, "action");
  }

  private static List<String> found(JsonNode findings, String resource) {
    return StreamSupport.stream(findings.spliterator(), false)
        .filter(finding -> finding.get("resource").textValue().equals(resource))
        .map(finding -> finding.get("found").textValue())
        .toList();
  }

  private static List<String> texts(JsonNode array, String field) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(node -> node.get(field).textValue())
        .toList();
  }

  /** Returns when the brokers know the topic. */
  private static void create(Admin admin, String topic, int partitions, Map<String, String> configs)
      throws Exception {
    admin
        .createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(configs)))
        .all()
        .get();
    await().until(() -> admin.listTopics().names().get().contains(topic));
  }
}
