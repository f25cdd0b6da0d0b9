package dev.tocsin.proof.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.MessageLog;
import dev.tocsin.topology.EventSerdes;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * While the registry is unreachable, no record is lost or becomes a dead letter, and others flow.
 */
class ParkingTest {

  private final AtomicBoolean logsFail = new AtomicBoolean();
  private final AtomicBoolean windowsFail = new AtomicBoolean();
  private final RecordingTelemetry telemetry = new RecordingTelemetry();
  private final TopologyHarness story =
      new TopologyHarness(TopologyHarness.settings(), serdes(), telemetry);

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void shouldKeepRecordsUntilTheRegistryAnswers() {
    // Given
    story.account("acme");
    story.window("w").declare();
    logsFail.set(true);
    // When
    story.log("m1").push();
    story.log("m2").push();
    story.settle();
    // Then
    assertThat(story.flagged()).isEmpty();
    assertThat(story.deadLetters()).isEmpty();
    assertThat(telemetry.parked).containsValue(2L);
    assertThat(telemetry.counts).containsEntry("inbound duo PARKED", 2);
    // When
    logsFail.set(false);
    story.settle();
    // Then
    assertThat(story.flagged()).containsExactly("breach/m1", "breach/m2");
    assertThat(story.deadLetters()).isEmpty();
    assertThat(telemetry.parked).containsEntry("message-log-parked-0_0", 0L);
  }

  @Test
  void shouldKeepTheOrderOfWindows() {
    // Given
    story.account("acme");
    story.log("m1").push();
    windowsFail.set(true);
    story.window("w").declare();
    windowsFail.set(false);
    // When
    story.withdraw("w");
    story.settle();
    // Then
    assertThat(story.flagged()).isEmpty();
    assertThat(story.incident("breach").getStatus()).isEqualTo("WITHDRAWN");
  }

  @Test
  void shouldWaitForParkedWindowsAtTheStart() {
    // Given
    windowsFail.set(true);
    try (TopologyHarness late =
        new TopologyHarness(
            TopologyHarness.settings(),
            serdes(),
            telemetry,
            () -> CompletableFuture.completedFuture(1L))) {
      late.log("m1").push();
      late.window("w").declare();
      late.withdraw("w");
      late.settle();

      // When
      windowsFail.set(false);
      late.settle();

      // Then
      assertThat(late.exposed()).isEmpty();
      assertThat(late.deadLetters()).isEmpty();
    }
  }

  private EventSerdes serdes() {
    EventSerdes real = TopologyHarness.serdes();
    Serde<MessageLog> logs = failing(real.messageLog(), logsFail);
    Serde<CompromiseWindow> windows = failing(real.window(), windowsFail);
    return new EventSerdes(
        logs, real.account(), windows, real.exposedRecord(), real.notification(), real.incident());
  }

  /** A serde that fails as if the registry were unreachable. */
  private static <T> Serde<T> failing(Serde<T> real, AtomicBoolean failing) {
    Deserializer<T> deserializer =
        (topic, bytes) -> {
          if (failing.get()) {
            throw new SerializationException("registry", new IOException("connection refused"));
          }
          return real.deserializer().deserialize(topic, bytes);
        };
    return Serdes.serdeFrom(real.serializer(), deserializer);
  }
}
