package dev.tocsin.ops.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadinessTest {

  private static final HealthVerdict LIVE = HealthVerdict.of(List.of());

  private boolean closing;
  private State state = State.RUNNING;
  private int restoring;
  private @Nullable String brokers;
  private @Nullable String registry;
  private List<Reason> topics = List.of();
  private long parked;
  private HealthVerdict live = LIVE;

  @Test
  void shouldBeReadyWithoutProblems() {
    assertThat(ready()).isEqualTo(new HealthVerdict(true, List.of()));
  }

  @Test
  void shouldNotBeReadyBeforeStreamsRuns() {
    // Given
    state = State.REBALANCING;

    // Then
    assertBlockedBy("streams", "REBALANCING");
  }

  @Test
  void shouldNotBeReadyWhileStateIsRestored() {
    // Given
    restoring = 4;

    // Then
    assertBlockedBy("state", "4 changelog partitions");
  }

  @Test
  void shouldNotBeReadyWithoutBrokers() {
    // Given
    brokers = "did not answer";

    // Then
    assertBlockedBy("brokers", "did not answer");
  }

  @Test
  void shouldNotBeReadyWhenATopicCannotBeUsed() {
    // Given
    topics = List.of(Reason.blocking("topic x", "no permission to READ", "grant it"));

    // Then
    assertBlockedBy("topic x", "no permission to READ");
  }

  @Test
  void shouldBeReadyWithoutRegistryWhenNoRecordWaits() {
    // Given
    registry = "does not answer";

    // When
    HealthVerdict verdict = ready();

    // Then
    assertThat(verdict.positive()).isTrue();
    assertThat(verdict.reasons()).extracting(Reason::resource).containsExactly("schema registry");
  }

  @Test
  void shouldNotBeReadyWhileRecordsWaitForTheRegistry() {
    // Given
    registry = "does not answer";
    parked = 12;

    // Then
    assertBlockedBy("schema registry", "12 records wait");
  }

  @Test
  void shouldBeReadyWhileParkedRecordsAreProcessed() {
    // Given
    parked = 12;

    // When
    HealthVerdict verdict = ready();

    // Then
    assertThat(verdict.positive()).isTrue();
    assertThat(verdict.reasons()).hasSize(1);
  }

  @Test
  void shouldNotBeReadyWhenClosing() {
    // Given
    closing = true;

    // Then
    assertBlockedBy("process", "shutting down");
  }

  @Test
  void shouldNotBeReadyWhenNotLive() {
    // Given
    live = HealthVerdict.of(List.of(Reason.blocking("consumer group", "stalled", "restart")));

    // Then
    assertBlockedBy("consumer group", "stalled");
  }

  private void assertBlockedBy(String resource, String problem) {
    HealthVerdict verdict = ready();
    assertThat(verdict.positive()).isFalse();
    assertThat(verdict.reasons())
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.resource()).isEqualTo(resource);
              assertThat(reason.problem()).contains(problem);
              assertThat(reason.remedy()).isNotBlank();
              assertThat(reason.blocking()).isTrue();
            });
  }

  @Test
  void shouldNotBeReadyWhileThreadsFailWithoutProgress() {
    // Given
    live = HealthVerdict.of(List.of(Reason.note("stream threads", "1 failed", "see the log")));
    // When
    HealthVerdict verdict = ready();
    // Then
    assertThat(live.positive()).isTrue();
    assertThat(verdict.positive()).isFalse();
    assertThat(verdict.reasons())
        .containsExactly(Reason.blocking("stream threads", "1 failed", "see the log"));
  }

  private HealthVerdict ready() {
    return Readiness.of(
        new Readiness.Facts(
            closing, state, restoring, 1000, brokers, registry, topics, parked, live));
  }
}
