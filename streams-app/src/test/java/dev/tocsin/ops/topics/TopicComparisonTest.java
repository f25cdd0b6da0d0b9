package dev.tocsin.ops.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.finding.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicComparisonTest {

  private static final Map<String, PlannedTopic> PLAN = plan();

  @Test
  void shouldFindNothingForPlannedTopics() {
    for (PlannedTopic topic : PLAN.values()) {
      assertThat(compare(topic, asPlanned(topic))).as(topic.name()).isEmpty();
    }
  }

  @Test
  void shouldAcceptLongerRetention() {
    // Given
    PlannedTopic topic = topic("exposure.notification");
    Map<String, String> generous =
        Map.of("retention.ms", "-1", "cleanup.policy", "delete, compact");
    // Then
    assertThat(compare(topic, with(topic, generous))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "telephony.message-log.duo|cleanup.policy|compact|delete|cleanup.policy=delete",
        "telephony.message-log.duo|retention.ms|86400000|2592000000 (30d) or more|retention.ms=2592000000",
        "telephony.message-log.duo|retention.bytes|1000|-1|retention.bytes=-1",
        "telephony.message-log.duo|message.timestamp.type|CreateTime|LogAppendTime|message.timestamp.type=LogAppendTime",
        "exposure.window|max.message.bytes|1048588|8388608 or more|max.message.bytes=8388608",
        "exposure.window|delete.retention.ms|86400000|2592000000 (30d) or more|delete.retention.ms=2592000000",
        "exposure.notification|cleanup.policy|compact|compact,delete|cleanup.policy=[compact,delete]"
      })
  void shouldFindADifferentSettingWithItsFix(
      String name, String config, String actual, String expected, String fixed) {
    // Given
    PlannedTopic topic = topic(name);
    // When
    List<Finding> findings = compare(topic, with(topic, Map.of(config, actual)));
    // Then
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.resource()).isEqualTo("topic " + name);
              assertThat(finding.found()).startsWith(config + " is " + actual);
              assertThat(finding.expected()).isEqualTo(expected);
              assertThat(finding.remedy())
                  .startsWith("kafka-configs.sh --bootstrap-server broker:9092 --alter")
                  .contains("--entity-name " + name)
                  .endsWith("--add-config '" + fixed + "'");
            });
  }

  @Test
  void shouldFindAWindowTopicWithSeveralPartitions() {
    // Given
    PlannedTopic topic = topic("exposure.window");
    TopicState state = new TopicState(Uuid.randomUuid(), 6, 1, topic.configs(), Set.of(), null);
    // Then
    assertThat(compare(topic, state))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.found()).isEqualTo("6 partitions");
              assertThat(finding.expected()).isEqualTo("1 partition");
              assertThat(finding.remedy()).contains("--delete --topic exposure.window");
            });
  }

  @Test
  void shouldFindOtherPartitionCountsOfMessageLogs() {
    // Given
    PlannedTopic topic = topic("telephony.message-log.duo");
    // Then
    assertThat(
            compare(
                topic, new TopicState(Uuid.randomUuid(), 3, 1, topic.configs(), Set.of(), null)))
        .singleElement()
        .satisfies(f -> assertThat(f.remedy()).contains("--alter", "--partitions 6"));
    assertThat(
            compare(
                topic, new TopicState(Uuid.randomUuid(), 9, 1, topic.configs(), Set.of(), null)))
        .singleElement()
        .satisfies(f -> assertThat(f.remedy()).contains("set partitions=9"));
  }

  @Test
  void shouldAcceptAnyPartitionCountOfAccounts() {
    // Given
    PlannedTopic topic = topic("telephony.account");
    // Then
    assertThat(
            compare(
                topic, new TopicState(Uuid.randomUuid(), 50, 1, topic.configs(), Set.of(), null)))
        .isEmpty();
  }

  @Test
  void shouldFindAMissingTopic() {
    assertThat(compare(topic("exposure.record"), TopicState.MISSING))
        .containsExactly(
            Finding.wrong(
                "topic exposure.record", "missing", "it to exist", "tocsin topics create"));
  }

  @Test
  void shouldFindMissingPermissions() {
    // Given
    PlannedTopic input = topic("telephony.account");
    PlannedTopic control = topic("exposure.window");
    PlannedTopic output = topic("exposure.record");
    Set<AclOperation> allowed = Set.of(AclOperation.DESCRIBE);
    // Then
    assertThat(
            compare(input, new TopicState(Uuid.randomUuid(), 1, 1, input.configs(), allowed, null)))
        .singleElement()
        .satisfies(f -> assertThat(f.found()).isEqualTo("no permission to READ"));
    assertThat(
            compare(
                control, new TopicState(Uuid.randomUuid(), 1, 1, control.configs(), allowed, null)))
        .extracting(Finding::found)
        .containsExactly("no permission to READ", "no permission to WRITE");
    assertThat(
            compare(
                output, new TopicState(Uuid.randomUuid(), 6, 1, output.configs(), allowed, null)))
        .singleElement()
        .satisfies(
            f -> assertThat(f.remedy()).contains("--operation Write --topic 'exposure.record'"));
    assertThat(compare(output, TopicState.denied(AclOperation.DESCRIBE)))
        .singleElement()
        .satisfies(f -> assertThat(f.found()).isEqualTo("no permission to DESCRIBE"));
  }

  @Test
  void shouldSkipPermissionsOfOtherClients() {
    // Given
    PlannedTopic input = topic("exposure.window");
    TopicState state =
        new TopicState(
            Uuid.randomUuid(), 1, 1, input.configs(), Set.of(AclOperation.DESCRIBE), null);
    // When
    List<Finding> findings =
        TopicComparison.of(input, state, new Remedies(List.of("broker:9092")), false);
    // Then
    assertThat(findings).isEmpty();
  }

  private static List<Finding> compare(PlannedTopic topic, TopicState state) {
    return TopicComparison.of(topic, state, new Remedies(List.of("broker:9092")), true);
  }

  private static TopicState asPlanned(PlannedTopic topic) {
    return with(topic, Map.of());
  }

  private static TopicState with(PlannedTopic topic, Map<String, String> changes) {
    Map<String, String> configs = new HashMap<>(topic.configs());
    configs.putAll(changes);
    return new TopicState(Uuid.randomUuid(), topic.partitions(), 1, configs, Set.of(), null);
  }

  private static PlannedTopic topic(String name) {
    PlannedTopic topic = PLAN.get(name);
    assertThat(topic).as(name).isNotNull();
    return topic;
  }

  private static Map<String, PlannedTopic> plan() {
    Map<String, PlannedTopic> plan = new HashMap<>();
    TopicPlan.of(TocsinConfig.load(Sources.of(Map.of())))
        .forEach(topic -> plan.put(topic.name(), topic));
    return plan;
  }
}
