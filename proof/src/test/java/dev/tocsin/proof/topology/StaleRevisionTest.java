package dev.tocsin.proof.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two authors change a window at once. */
class StaleRevisionTest {

  private final TopologyHarness story = new TopologyHarness();

  @BeforeEach
  void expose() {
    story.account("acme");
    story.log("m1").at("2024-03-05T00:00:00Z").push();
    story.log("m2").at("2024-03-20T00:00:00Z").push();
  }

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void shouldRefuseTheSecondOfTwoChangesOfOneRevision() {
    // Given
    story.window("w").declare();
    story.window("w").to("2024-03-10T00:00:00Z").with(w -> w.setBasedOn(0L)).declare();

    // When
    story.window("w").guidance("Late.").with(w -> w.setBasedOn(0L)).declare();
    story.settle();

    // Then
    assertThat(story.flagged()).containsExactly("breach/m1");
    assertThat(story.deadLetterReasons()).containsExactly("STALE_REVISION");
    assertThat(text(story.deadLetters().getFirst().headers(), "tocsin.dead-letter.detail"))
        .isEqualTo("based on revision 0, but the newest accepted revision is 1");
    TestRecord<byte[], byte[]> copy = story.restatements().getFirst();
    assertThat(story.restatements()).hasSize(1);
    assertThat(text(copy.headers(), "tocsin.restates")).isEqualTo("1");
    assertThat(
            TopologyHarness.serdes().window().deserializer().deserialize("", copy.value()).getTo())
        .isEqualTo("2024-03-10T00:00:00Z");
  }

  @Test
  void shouldAcceptTheNextChangeOfTheRestatedRevision() {
    // Given
    story.window("w").declare();
    story.window("w").to("2024-03-10T00:00:00Z").with(w -> w.setBasedOn(-1L)).declare();

    // When
    story.window("w").to("2024-03-04T00:00:00Z").with(w -> w.setBasedOn(0L)).declare();
    story.settle();

    // Then
    assertThat(story.flagged()).isEmpty();
    assertThat(story.deadLetterReasons()).containsExactly("STALE_REVISION");
  }

  @Test
  void shouldAcceptTheNextChangeOfTheRestatement() {
    // Given
    story.window("w").declare();
    story.window("w").to("2024-03-10T00:00:00Z").with(w -> w.setBasedOn(-1L)).declare();

    // When
    story.window("w").to("2024-03-04T00:00:00Z").with(w -> w.setBasedOn(2L)).declare();
    story.settle();

    // Then
    assertThat(story.flagged()).isEmpty();
    assertThat(story.deadLetterReasons()).containsExactly("STALE_REVISION");
  }

  @Test
  void shouldRefuseAStaleTombstone() {
    // Given
    story.window("w").declare();
    story.window("w").with(w -> w.setBasedOn(0L)).guidance("New.").declare();

    // When
    withdraw("w", "0");
    withdraw("w", "zero");
    story.settle();

    // Then
    assertThat(story.flagged()).containsExactly("breach/m1", "breach/m2");
    assertThat(story.deadLetterReasons()).containsExactly("STALE_REVISION", "INVALID_BASED_ON");

    // When
    withdraw("w", "1");
    story.settle();

    // Then
    assertThat(story.flagged()).isEmpty();
  }

  @Test
  void shouldKeepTheWindowWhenCompactionKeepsTheRefusedRecord() {
    // Given
    story.window("w").declare();
    story.window("w").to("2024-03-10T00:00:00Z").with(w -> w.setBasedOn(-1L)).declare();
    story.window("w").with(w -> w.setFrom(w.getTo().plusSeconds(1))).declare();
    story.settle();
    assertThat(story.deadLetterReasons()).containsExactly("STALE_REVISION", "INVALID_RANGE");
    List<TestRecord<byte[], byte[]>> copies = List.copyOf(story.restatements());

    // When
    try (TopologyHarness rebuilt = rebuilt(copies.getLast())) {
      rebuilt.log("m1").at("2024-03-05T00:00:00Z").push();
      rebuilt.log("m2").at("2024-03-20T00:00:00Z").push();
      rebuilt.settle();

      // Then
      assertThat(copies).hasSize(2);
      assertThat(rebuilt.flagged()).isEqualTo(story.flagged()).hasSize(2);
    }
  }

  private static TopologyHarness rebuilt(TestRecord<byte[], byte[]> only) {
    TopologyHarness harness = new TopologyHarness();
    harness.raw(TopologyHarness.TOPICS.window(), only);
    return harness;
  }

  private void withdraw(String windowId, String basedOn) {
    Headers headers = new RecordHeaders();
    headers.add("based_on", basedOn.getBytes(StandardCharsets.UTF_8));
    story.raw(
        TopologyHarness.TOPICS.window(),
        new TestRecord<>(
            windowId.getBytes(StandardCharsets.UTF_8),
            null,
            headers,
            TopologyHarness.NOW.toEpochMilli()));
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }
}
