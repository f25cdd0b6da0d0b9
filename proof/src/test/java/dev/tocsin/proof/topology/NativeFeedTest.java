package dev.tocsin.proof.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ingest.format.LogFormats;
import dev.tocsin.ingest.live.LiveFeed;
import dev.tocsin.topology.EventSerdes;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One provider pushes Duo's own JSON, the other one the Avro contract. */
class NativeFeedTest {

  private static final String TOPIC = TopologyHarness.TOPICS.messageLog("duo");

  private final RecordingTelemetry telemetry = new RecordingTelemetry();
  private final TopologyHarness story =
      new TopologyHarness(TopologyHarness.settings(), withDuo(TopologyHarness.serdes()), telemetry);

  private static EventSerdes withDuo(EventSerdes serdes) {
    return new EventSerdes(
        serdes.messageLog(),
        serdes.account(),
        serdes.window(),
        serdes.exposedRecord(),
        serdes.notification(),
        serdes.incident(),
        Map.of(
            "duo",
            new LiveFeed(LogFormats.byId("duo-v2").orElseThrow(), "duo", "acme", Map.of(), null)));
  }

  @AfterEach
  void close() {
    story.close();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "anything"})
  void shouldMatchJsonWithAnyKey(String key) {
    // Given
    story.window("w").declare();
    story.window("w-other").provider("other").declare();
    // When
    push(key, item("t1", "2024-03-15T10:00:00Z"));
    story.log("m1").by("other").push();
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("breach/m1", "breach/t1");
    assertThat(story.deadLetters()).isEmpty();
  }

  @Test
  void shouldTakeTheValidItemsOfABatchAndWriteOneDeadLetter() {
    // Given
    story.window("w").declare();
    String good = item("t1", "2024-03-15T10:00:00Z");
    String bad = item("t2", "yesterday").replace("{", "{\"body\":\"the secret\",");
    // When
    push(null, "[" + bad + "," + good + "," + bad + "]");
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("breach/t1");
    assertThat(story.deadLetterReasons()).containsExactly("INVALID_EVENT_TIME");
    assertThat(new String(story.deadLetters().getFirst().value(), StandardCharsets.UTF_8))
        .contains("t2", "+12025550123")
        .doesNotContain("secret");
    assertThat(story.incident("breach").getCoverage().getReasons()).containsExactly("DEAD_LETTERS");
  }

  @Test
  void shouldFlagARepeatedRecordOnce() {
    // Given
    story.window("w").declare();
    // When
    push(null, item("t1", "2024-03-15T10:00:00.000Z"));
    push("other", item("t1", "2024-03-15T10:00:00+00:00"));
    story.settle();
    // Then
    assertThat(story.exposed()).hasSize(1);
  }

  @Test
  void shouldCompleteCoverageOnceABatchIsRedriven() {
    // Given
    story.window("w").declare();
    push(null, "{\"no\":\"log\"}");
    story.settle();
    assertThat(story.incident("breach").getDeadLetters()).isEqualTo(1);
    String offset =
        new String(
            story
                .deadLetters()
                .getFirst()
                .headers()
                .lastHeader("tocsin.dead-letter.offset")
                .value(),
            StandardCharsets.UTF_8);
    RecordHeaders headers = new RecordHeaders();
    headers.add("tocsin.redriven-from", ("0-" + offset).getBytes(StandardCharsets.UTF_8));
    String batch = "[" + item("t1", "2024-03-15T10:00:00Z") + "]";
    // When
    story.raw(
        TOPIC,
        new TestRecord<>(
            null,
            batch.getBytes(StandardCharsets.UTF_8),
            headers,
            TopologyHarness.NOW.toEpochMilli()));
    story.settle();
    // Then
    assertThat(story.incident("breach").getDeadLetters()).isZero();
    assertThat(story.incident("breach").getCoverage().getState()).isEqualTo("COMPLETE");
  }

  @Test
  void shouldReadTheContractBesideJson() {
    // Given
    story.window("w").declare();
    // When: a file import writes a record that the provider also pushes
    push(null, item("t1", "2024-03-15T10:00:00Z"));
    story.log("t1").at("2024-03-15T10:00:00Z").push();
    story.log("m1").push();
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("breach/m1", "breach/t1");
    assertThat(story.deadLetters()).isEmpty();
  }

  @Test
  void shouldNameTheSettingForJsonWhereAvroIsExpected() {
    // When
    story.raw(
        TopologyHarness.TOPICS.messageLog("other"),
        null,
        item("t1", "2024-03-15T10:00:00Z").getBytes(StandardCharsets.UTF_8),
        TopologyHarness.NOW.toEpochMilli());
    story.settle();
    // Then
    assertThat(story.deadLetterReasons()).containsExactly("NOT_WIRE_FORMAT");
    assertThat(story.deadLetters().getFirst().headers().toArray())
        .anyMatch(
            header ->
                new String(header.value(), StandardCharsets.UTF_8)
                    .contains("set providers.other.format"));
  }

  @Test
  void shouldWriteADeadLetterForInvalidWireFormat() {
    // When
    story.raw(TOPIC, null, new byte[] {0, 1, 2}, TopologyHarness.NOW.toEpochMilli());
    story.settle();
    // Then
    assertThat(story.deadLetterReasons()).containsExactly("NOT_WIRE_FORMAT");
  }

  private void push(String key, String value) {
    story.raw(
        TOPIC,
        key == null ? null : key.getBytes(StandardCharsets.UTF_8),
        value.getBytes(StandardCharsets.UTF_8),
        TopologyHarness.NOW.toEpochMilli());
  }

  private static String item(String id, String ts) {
    return """
        {"context":"authentication","phone":"+12025550123","telephony_id":"%s","ts":"%s",\
        "type":"sms"}"""
        .formatted(id, ts);
  }
}
