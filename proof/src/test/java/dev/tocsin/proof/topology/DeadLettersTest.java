package dev.tocsin.proof.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Dead letters of oversized records, and what dead letters do to coverage. */
class DeadLettersTest {

  private final TopologyHarness story = new TopologyHarness();

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void shouldOmitWhatIsTooLargeForADeadLetter() {
    // Given
    String topic = TopologyHarness.TOPICS.messageLog("duo");
    byte[] key = "k".getBytes(StandardCharsets.UTF_8);
    // When
    story.raw(topic, key, new byte[(1 << 20) + 1], TopologyHarness.NOW.toEpochMilli());
    story.raw(topic, new byte[(1 << 20) + 1], key, TopologyHarness.NOW.toEpochMilli());
    story.settle();
    // Then
    assertThat(story.deadLetterReasons()).containsExactly("TOO_LARGE", "TOO_LARGE");
    assertThat(story.deadLetters().get(0).key()).isEqualTo(key);
    assertThat(story.deadLetters().get(0).value()).isNull();
    assertThat(story.deadLetters().get(1).key()).isNull();
    assertThat(story.deadLetters().get(1).value()).isEqualTo(key);
    assertThat(header(story.deadLetters().get(0), "tocsin.dead-letter.omitted-bytes"))
        .isEqualTo(Integer.toString((1 << 20) + 2));
  }

  @Test
  void shouldOmitTooManyHeaders() {
    // Given
    RecordHeaders headers = new RecordHeaders();
    for (int i = 0; i < 200_000; i++) {
      headers.add("", null);
    }
    byte[] bytes = "k".getBytes(StandardCharsets.UTF_8);
    // When
    story.raw(
        TopologyHarness.TOPICS.messageLog("duo"),
        new TestRecord<>(bytes, bytes, headers, TopologyHarness.NOW.toEpochMilli()));
    story.settle();
    // Then
    assertThat(story.deadLetterReasons()).containsExactly("TOO_LARGE");
    assertThat(story.deadLetters().getFirst().headers().toArray()).hasSizeLessThan(20);
  }

  @Test
  void shouldMakeCoveragePartialWhereDeadLettersMayBelong() {
    // Given
    story.window("w").declare();
    story.window("w2").declare();
    story.window("early").incident("early").to("2024-03-02T00:00:00Z").declare();
    story.window("else").incident("else").provider("other").declare();
    story.settle();
    // When
    story.log("m1").at("2024-03-15T00:00:00Z").phone(" ").push();
    story.settle();
    // Then
    assertThat(story.incident("breach").getCoverage().getReasons()).containsExactly("DEAD_LETTERS");
    assertThat(story.incident("breach").getDeadLetters()).isEqualTo(1);
    assertThat(story.incident("early").getCoverage().getState()).isEqualTo("COMPLETE");
    assertThat(story.incident("else").getCoverage().getState()).isEqualTo("COMPLETE");
  }

  @Test
  void shouldCompleteCoverageOnceDeadLettersAreRedriven() {
    // Given
    story.window("w").declare();
    story.log("m1").phone(" ").push();
    story.log("m2").phone(" ").push();
    story.settle();
    assertThat(story.incident("breach").getDeadLetters()).isEqualTo(2);
    String first = header(story.deadLetters().getFirst(), "tocsin.dead-letter.offset");
    String second = header(story.deadLetters().getLast(), "tocsin.dead-letter.offset");
    // When
    story.log("m1").redriven("0-" + first).push();
    story.log("m1").redriven("0-" + first).push();
    story.log("m1").redriven("0-4711").push();
    story.log("m1").redriven("1-" + second).push();
    story.log("m1").redriven("nonsense").push();
    story.settle();
    // Then
    assertThat(story.incident("breach").getDeadLetters()).isEqualTo(1);
    assertThat(story.incident("breach").getCoverage().getReasons()).containsExactly("DEAD_LETTERS");
    // When
    story.log("m2").phone(" ").redriven("0-" + second).push();
    story.settle();
    // Then
    assertThat(story.incident("breach").getDeadLetters()).isEqualTo(1);
    // When
    String third = header(story.deadLetters().getLast(), "tocsin.dead-letter.offset");
    story.log("m2").redriven("0-" + third).push();
    story.settle();
    // Then
    assertThat(story.incident("breach").getDeadLetters()).isZero();
    assertThat(story.incident("breach").getCoverage().getState()).isEqualTo("COMPLETE");
    assertThat(story.flagged()).containsExactly("breach/m1", "breach/m2");
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
