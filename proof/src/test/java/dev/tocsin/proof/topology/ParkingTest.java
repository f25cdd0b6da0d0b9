package dev.tocsin.proof.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.MessageLog;
import dev.tocsin.topology.EventSerdes;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The registry is away: nothing is a dead letter, nothing is lost, and what can be read goes on.
 */
class ParkingTest {

  private final AtomicBoolean logsAway = new AtomicBoolean();
  private final AtomicBoolean windowsAway = new AtomicBoolean();
  private final RecordingTelemetry telemetry = new RecordingTelemetry();
  private final TopologyHarness story = new TopologyHarness(TopologyHarness.settings(), serdes(), telemetry);

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void shouldKeepRecordsUntilTheRegistryAnswers() {
    // Given
    story.account("acme");
    story.window("w").declare();
    logsAway.set(true);
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
    logsAway.set(false);
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
    windowsAway.set(true);
    story.window("w").declare();
    windowsAway.set(false);
    // When
    story.withdraw("w");
    story.settle();
    // Then
    assertThat(story.flagged()).isEmpty();
    assertThat(story.incident("breach").getStatus()).isEqualTo("WITHDRAWN");
  }

  private EventSerdes serdes() {
    EventSerdes real = TopologyHarness.serdes();
    Serde<MessageLog> logs = failing(real.messageLog(), logsAway);
    Serde<CompromiseWindow> windows = failing(real.window(), windowsAway);
    return new EventSerdes(
        logs, real.account(), windows, real.exposedRecord(), real.notification(), real.incident());
  }

  /** As a serde behaves that has to ask the registry and gets no connection. */
  private static <T> Serde<T> failing(Serde<T> real, AtomicBoolean away) {
    Deserializer<T> deserializer =
        (topic, bytes) -> {
          if (away.get()) {
            throw new SerializationException("registry", new IOException("connection refused"));
          }
          return real.deserializer().deserialize(topic, bytes);
        };
    return Serdes.serdeFrom(real.serializer(), deserializer);
  }
}
