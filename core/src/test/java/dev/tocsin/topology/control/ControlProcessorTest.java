package dev.tocsin.topology.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.Basis;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.domain.Examples;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.naming.HeaderNames;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.ProcessorHarness;
import dev.tocsin.topology.TestSettings;
import dev.tocsin.topology.TestStores;
import dev.tocsin.topology.intake.Intake;
import dev.tocsin.topology.intake.RawRecord;
import dev.tocsin.topology.intake.WindowRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlProcessorTest {

  private static final Duration MOMENT = Duration.ofMillis(50);

  private long end = ControlEnd.EMPTY;
  private boolean available = true;

  private final ProcessorHarness<byte[], Intake<WindowRecord>, ControlOutput> harness =
      new ProcessorHarness<>(
          () ->
              new ControlProcessor(
                  () ->
                      available
                          ? CompletableFuture.completedFuture(end)
                          : CompletableFuture.failedFuture(new IllegalStateException("away")),
                  TestSettings.get(),
                  NoTelemetry.INSTANCE),
          List.of(TestStores.buffered(StoreNames.CONTROL)));

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void shouldSendTheNewestChangesInTheOrderOfTheirRevisions() {
    // Given
    end = 5;
    harness.restart();
    harness.process(new byte[0], declared(0, "b", Basis.ANYTHING));
    harness.process(new byte[0], declared(1, "a", Basis.ANYTHING));
    harness.process(new byte[0], declared(2, "gone", Basis.ANYTHING));
    harness.process(new byte[0], withdrawn(3, "gone"));
    harness.process(new byte[0], declared(4, "b", new Basis.Seen(0)));
    assertThat(harness.forwarded()).isEmpty();

    // When
    harness.process(new byte[0], declared(5, "c", Basis.ANYTHING));

    // Then
    assertThat(accepted()).containsExactly("a@1", "b@4", "c@5");
  }

  @Test
  void shouldContinueWhereItStopped() {
    // Given
    end = 2;
    harness.restart();
    harness.process(new byte[0], declared(0, "a", Basis.ANYTHING));
    harness.restart();
    harness.process(new byte[0], declared(1, "b", Basis.ANYTHING));
    harness.revive();
    assertThat(accepted()).isEmpty();

    // When
    harness.process(new byte[0], declared(2, "c", Basis.ANYTHING));

    // Then
    assertThat(accepted()).containsExactly("a@0", "b@1", "c@2");

    // When
    harness.restart();
    harness.advance(MOMENT);

    // Then
    assertThat(accepted()).isEmpty();

    // When
    harness.process(new byte[0], withdrawn(3, "a"));

    // Then
    assertThat(accepted()).containsExactly("a@3 withdrawn");
  }

  @Test
  void shouldHoldChangesWhileTheEndIsUnknown() {
    // Given
    available = false;
    harness.restart();
    harness.process(new byte[0], declared(0, "a", Basis.ANYTHING));
    harness.advance(MOMENT);
    assertThat(accepted()).isEmpty();

    // When
    available = true;
    harness.advance(Duration.ofSeconds(2));
    harness.advance(MOMENT);

    // Then
    assertThat(accepted()).containsExactly("a@0");
  }

  @Test
  void shouldRestateTheAcceptedRecordBehindARefusedOne() {
    // Given
    harness.process(new byte[0], declared(0, "w", Basis.ANYTHING));
    harness.forwarded();

    // When
    harness.process(new byte[0], declared(1, "w", new Basis.Seen(-1)));

    // Then
    List<ControlOutput> outputs = outputs();
    assertThat(outputs).hasSize(2);
    assertThat(((ControlOutput.Refused) outputs.get(0)).dead().reason())
        .isEqualTo(DeadLetterReason.STALE_REVISION);
    ControlOutput.Restatement copy = (ControlOutput.Restatement) outputs.get(1);
    assertThat(copy.value()).isEqualTo(bytes("w0"));
    assertThat(copy.timestamp()).isEqualTo(1_000);
    assertThat(copy.headers().lastHeader(HeaderNames.RESTATES).value()).isEqualTo(bytes("0"));
    assertThat(copy.headers().lastHeader(HeaderNames.REFUSED).value()).isEqualTo(bytes("1"));

    // When
    harness.process(new byte[0], declared(2, "w", new Basis.Restated(0, 1)));

    // Then
    assertThat(outputs()).isEmpty();
  }

  @Test
  void shouldRestateATombstoneWithItsAuthor() {
    // Given
    harness.process(new byte[0], declared(0, "w", Basis.ANYTHING));
    harness.process(new byte[0], withdrawn(1, "w"));
    harness.forwarded();

    // When
    harness.process(new byte[0], dead(2, "w"));

    // Then
    assertThat(outputs())
        .singleElement()
        .isInstanceOfSatisfying(
            ControlOutput.Restatement.class,
            copy -> {
              assertThat(copy.value()).isNull();
              assertThat(copy.headers().lastHeader(HeaderNames.AUTHOR).value())
                  .isEqualTo(bytes("alice"));
            });
  }

  @Test
  void shouldRestateOnlyWhatNoDetectorHasRestated() {
    // Given
    end = 5;
    harness.restart();
    harness.process(new byte[0], declared(0, "a", Basis.ANYTHING));
    harness.process(new byte[0], declared(1, "b", Basis.ANYTHING));
    harness.process(new byte[0], dead(2, "a"));
    harness.process(new byte[0], dead(3, "b"));
    harness.process(new byte[0], declared(4, "a", new Basis.Restated(0, 2)));
    harness.forwarded();

    // When
    harness.process(new byte[0], dead(5, "unknown"));

    // Then
    assertThat(outputs().stream().filter(ControlOutput.Restatement.class::isInstance))
        .singleElement()
        .isInstanceOfSatisfying(
            ControlOutput.Restatement.class,
            copy -> assertThat(copy.value()).isEqualTo(bytes("b1")));
  }

  @Test
  void shouldRestateAChangeThatFollowsARefusedOneDuringAStart() {
    // Given
    end = 2;
    harness.restart();
    harness.process(new byte[0], declared(0, "w", Basis.ANYTHING));
    harness.process(new byte[0], declared(1, "w", new Basis.Seen(-1)));

    // When
    harness.process(new byte[0], declared(2, "w", new Basis.Seen(0)));

    // Then
    assertThat(outputs().stream().filter(ControlOutput.Restatement.class::isInstance))
        .singleElement()
        .isInstanceOfSatisfying(
            ControlOutput.Restatement.class,
            copy -> {
              assertThat(copy.value()).isEqualTo(bytes("w2"));
              assertThat(copy.headers().lastHeader(HeaderNames.RESTATES).value())
                  .isEqualTo(bytes("2"));
              assertThat(copy.headers().lastHeader(HeaderNames.REFUSED).value())
                  .isEqualTo(bytes("2"));
            });
  }

  private List<ControlOutput> outputs() {
    return harness.outputs(ControlOutput.class);
  }

  /** "window@revision" of the changes that were sent on since the last call. */
  private List<String> accepted() {
    List<String> all = new ArrayList<>();
    for (ControlOutput.Accepted one : harness.outputs(ControlOutput.Accepted.class)) {
      WindowChange change = one.change();
      all.add(
          change.windowId()
              + "@"
              + change.revision()
              + (change.window() == null ? " withdrawn" : ""));
    }
    return all;
  }

  private static Intake<WindowRecord> declared(long offset, String id, Basis basis) {
    return record(Examples.window(id).at(offset), basis, bytes(id + offset));
  }

  private static Intake<WindowRecord> withdrawn(long offset, String id) {
    return record(new WindowChange(offset, id, null), Basis.ANYTHING, null);
  }

  private static Intake<WindowRecord> record(
      WindowChange change, Basis basis, byte @Nullable [] value) {
    RawRecord raw = raw(change.revision(), change.windowId(), value);
    return new Intake.Valid<>(new WindowRecord(change, basis, "alice", raw), 0);
  }

  private static Intake<WindowRecord> dead(long offset, String id) {
    return new Intake.Dead<>(
        raw(offset, id, bytes("?")), DeadLetterReason.MALFORMED_PAYLOAD, "malformed", null);
  }

  private static RawRecord raw(long offset, String id, byte @Nullable [] value) {
    return new RawRecord(
        "t.exposure.window", 0, offset, 1_000, bytes(id), value, new RecordHeaders());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
