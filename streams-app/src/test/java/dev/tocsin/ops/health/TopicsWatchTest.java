package dev.tocsin.ops.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicsWatchTest {

  private static final Duration INTERVAL = Duration.ofSeconds(5);
  private static final Duration CALM = Duration.ofSeconds(10);
  private static final Reason DENIED = Reason.blocking("topic x", "no permission", "grant it");

  private final Streams streams = new Streams();
  private List<Reason> found = List.of();
  private @Nullable KafkaException failure;
  private boolean lost;
  private int probes;
  private long nanos;
  private final TopicsWatch watch =
      new TopicsWatch(streams, this::probe, INTERVAL, CALM, () -> nanos);

  @Test
  void shouldNotCheckBeforeTheTopicsExist() {
    // Given
    streams.state = State.REBALANCING;

    // When
    watch.check();

    // Then
    assertThat(probes).isZero();
    assertThat(watch.problems()).singleElement().matches(Reason::blocking);
  }

  @Test
  void shouldCheckPeriodicallyWithoutProblems() {
    // When
    for (int i = 0; i < 10; i++) {
      watch.check();
      nanos += INTERVAL.toNanos();
    }

    // Then
    assertThat(probes).isEqualTo(5);
    assertThat(watch.problems()).isEmpty();
    assertThat(watch.lost()).isFalse();
  }

  @Test
  void shouldNotReportAMomentaryAbsenceAsLost() {
    // Given
    watch.check();

    // When
    for (boolean missing : new boolean[] {true, false, true, false}) {
      lost = missing;
      found = missing ? List.of(DENIED) : List.of();
      nanos += CALM.toNanos();
      watch.check();
    }

    // Then
    assertThat(watch.lost()).isFalse();
    assertThat(watch.problems()).isEmpty();
  }

  @Test
  void shouldKeepALossForever() {
    // Given
    lost = true;
    found = List.of(DENIED);
    watch.check();
    nanos += INTERVAL.toNanos();

    // When
    watch.check();
    lost = false;
    nanos += INTERVAL.toNanos();
    watch.check();

    // Then
    assertThat(probes).isEqualTo(3);
    assertThat(watch.lost()).isTrue();
  }

  @Test
  void shouldCheckAtIntervalsUntilTheProblemIsFixed() {
    // Given
    found = List.of(DENIED);
    watch.check();

    // When
    found = List.of();
    nanos += INTERVAL.toNanos() - 1;
    watch.check();

    // Then
    assertThat(probes).isOne();
    assertThat(watch.problems()).containsExactly(DENIED);

    // When
    nanos++;
    watch.check();

    // Then
    assertThat(probes).isEqualTo(2);
    assertThat(watch.problems()).isEmpty();
  }

  @Test
  void shouldCheckAfterAThreadFailureDuringARebalance() {
    // Given
    watch.check();
    streams.state = State.REBALANCING;
    streams.failures = 1;
    found = List.of(DENIED);
    nanos += INTERVAL.toNanos();

    // When
    watch.check();

    // Then
    assertThat(watch.problems()).containsExactly(DENIED);
  }

  @Test
  void shouldCheckAgainAfterATimeout() {
    // Given
    failure = new TimeoutException("no answer");
    watch.check();
    assertThat(watch.problems()).isNotEmpty();

    // When
    failure = null;
    nanos += INTERVAL.toNanos();
    watch.check();

    // Then
    assertThat(probes).isEqualTo(2);
    assertThat(watch.problems()).isEmpty();
  }

  private TopicsProbe.Result probe() {
    probes++;
    if (failure != null) {
      throw failure;
    }
    return new TopicsProbe.Result(found, lost);
  }

  private static final class Streams implements StreamsView {

    private State state = State.RUNNING;
    private long failures;

    @Override
    public State state() {
      return state;
    }

    @Override
    public int threadsAlive() {
      return 1;
    }

    @Override
    public int threadsWanted() {
      return 1;
    }

    @Override
    public long threadFailures() {
      return failures;
    }

    @Override
    public Set<TopicPartition> owned() {
      return Set.of();
    }

    @Override
    public int restoring() {
      return 0;
    }

    @Override
    public long restoreRemaining() {
      return 0;
    }

    @Override
    public long restored() {
      return 0;
    }

    @Override
    public long parked() {
      return 0;
    }
  }
}
