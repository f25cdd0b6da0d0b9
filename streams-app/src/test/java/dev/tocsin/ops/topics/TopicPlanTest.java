package dev.tocsin.ops.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicPlanTest {

  @Test
  void shouldPlanEveryTopicOfTheContracts() {
    // Given
    Map<String, String> values = Map.of("providers", "duo,twilio", "topic.prefix", "t.");
    // When
    List<PlannedTopic> plan = plan(values);
    // Then
    assertThat(plan)
        .extracting(PlannedTopic::name)
        .containsExactly(
            "t.telephony.message-log.duo",
            "t.telephony.message-log.twilio",
            "t.telephony.account",
            "t.exposure.window",
            "t.exposure.record",
            "t.exposure.notification",
            "t.exposure.incident",
            "t.exposure.dead-letter");
  }

  @Test
  void shouldPlanOnePartitionForWindows() {
    // When
    Map<String, PlannedTopic> plan = byName(Map.of("partitions", "12"));
    // Then
    assertThat(plan.get("exposure.window").partitions()).isEqualTo(1);
    assertThat(plan.get("exposure.window").pinned()).isTrue();
    assertThat(plan.get("telephony.message-log.duo").partitions()).isEqualTo(12);
    assertThat(plan.get("telephony.message-log.duo").pinned()).isTrue();
    assertThat(plan.get("telephony.account").pinned()).isFalse();
  }

  @Test
  void shouldPlanRetentionAndCompaction() {
    // When
    Map<String, PlannedTopic> plan = byName(Map.of("topics.message-log.retention", "10d"));
    // Then
    assertThat(plan.get("telephony.message-log.duo").configs())
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "864000000");
    assertThat(plan.get("exposure.window").configs())
        .containsEntry("cleanup.policy", "compact")
        .containsEntry("delete.retention.ms", "2592000000");
    assertThat(plan.get("exposure.notification").configs())
        .containsEntry("cleanup.policy", "compact,delete");
    assertThat(plan.values())
        .allSatisfy(
            topic ->
                assertThat(topic.configs())
                    .containsEntry("message.timestamp.type", "LogAppendTime"));
  }

  @Test
  void shouldPlanTheLargestRecordSize() {
    // When
    Map<String, PlannedTopic> plan =
        byName(Map.of("window.max.accounts", "30000", "record.max.bytes", "9000000"));
    // Then
    assertThat(plan.get("exposure.window").configs()).containsEntry("max.message.bytes", "9000000");
    assertThat(plan.get("exposure.dead-letter").configs())
        .containsEntry("max.message.bytes", "9000000");
  }

  @Test
  void shouldPlanMinInSyncReplicasWithThreeReplicas() {
    assertThat(plan(Map.of("topics.replication.factor", "3")))
        .allSatisfy(t -> assertThat(t.configs()).containsEntry("min.insync.replicas", "2"));
    assertThat(plan(Map.of()))
        .allSatisfy(t -> assertThat(t.configs()).doesNotContainKey("min.insync.replicas"))
        .allSatisfy(t -> assertThat(t.replication()).isEqualTo(-1));
  }

  private static List<PlannedTopic> plan(Map<String, String> values) {
    return TopicPlan.of(TocsinConfig.load(Sources.of(values)));
  }

  private static Map<String, PlannedTopic> byName(Map<String, String> values) {
    Map<String, PlannedTopic> byName = new HashMap<>();
    plan(values).forEach(topic -> byName.put(topic.name(), topic));
    return byName;
  }
}
