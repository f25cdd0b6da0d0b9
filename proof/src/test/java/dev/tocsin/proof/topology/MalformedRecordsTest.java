package dev.tocsin.proof.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.proof.events.StoryEncoder;
import dev.tocsin.testkit.Poisons;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every malformed record, on any topic, becomes one dead letter, and the stream continues. */
class MalformedRecordsTest {

  private static TopologyHarness story;
  private static int number;

  @BeforeAll
  static void start() {
    story = new TopologyHarness();
  }

  @AfterAll
  static void close() {
    story.close();
  }

  static Stream<Poisons.Poison> poison() {
    return new StoryEncoder(TopologyHarness.serdes(), TopologyHarness.TOPICS)
        .poisons("duo", "acme", "w-poison").all().stream();
  }

  @ParameterizedTest
  @MethodSource("poison")
  void shouldWriteOneDeadLetterAndContinue(Poisons.Poison poison) {
    // Given
    String name = "p" + ++number;
    int before = story.deadLetters().size();
    story.account(name);

    // When
    long timestamp =
        poison.timestamp() == null ? TopologyHarness.NOW.toEpochMilli() : poison.timestamp();
    story.raw(poison.topic(), poison.key(), poison.value(), timestamp);
    story.log(name).account(name).push();
    story.window(name).incident(name).accounts(name).declare();
    story.settle();

    // Then
    assertThat(story.deadLetters()).hasSize(before + 1);
    assertThat(story.deadLetterReasons().getLast()).isEqualTo(poison.reason());
    TestRecord<byte[], byte[]> letter = story.deadLetters().getLast();
    assertThat(letter.key()).isEqualTo(poison.key());
    assertThat(letter.value()).isEqualTo(poison.value());
    assertThat(header(letter, "tocsin.dead-letter.topic")).isEqualTo(poison.topic());
    assertThat(header(letter, "tocsin.dead-letter.partition")).isEqualTo("0");
    assertThat(header(letter, "tocsin.dead-letter.timestamp")).isEqualTo(Long.toString(timestamp));
    assertThat(header(letter, "tocsin.dead-letter.offset")).matches("\\d+");
    assertThat(headers(letter)).doesNotContain("2025550123");
    assertThat(story.flagged())
        .hasSize(number)
        .filteredOn(flagged -> flagged.startsWith(name + "/"))
        .containsExactly(name + "/" + name);
    assertThat(story.effective().keySet())
        .hasSize(2 * number)
        .filteredOn(key -> key.startsWith(name + "/"))
        .hasSize(2);
  }

  private static String headers(TestRecord<byte[], byte[]> letter) {
    StringBuilder all = new StringBuilder();
    letter.headers().forEach(h -> all.append(new String(h.value(), StandardCharsets.UTF_8)));
    return all.toString();
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
