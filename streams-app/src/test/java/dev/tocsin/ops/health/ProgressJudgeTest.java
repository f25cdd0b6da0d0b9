package dev.tocsin.ops.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressJudgeTest {

  private static final TopicPartition MINE = new TopicPartition("log", 0);
  private static final TopicPartition THEIRS = new TopicPartition("log", 1);
  private static final long STALL = 60_000;

  private final ProgressJudge judge = new ProgressJudge(Duration.ofMillis(STALL));
  private final Situation now = new Situation();

  @Test
  void shouldBeLiveWhileACommittedOffsetAdvances() {
    now.lag(MINE, 1_000_000);
    for (int i = 0; i < 100; i++) {
      now.commit(MINE, i);
      assertThat(after(STALL / 2).positive()).isTrue();
    }
  }

  @Test
  void shouldNotBeLiveWithWorkAndWithoutCommits() {
    // Given
    now.commit(MINE, 10);
    now.lag(MINE, 5);
    after(0);

    // When
    HealthVerdict shortly = after(STALL - 1);
    HealthVerdict later = after(1);

    // Then
    assertThat(shortly.positive()).isTrue();
    assertThat(later.positive()).isFalse();
    assertThat(later.reasons())
        .singleElement()
        .satisfies(
            reason -> {
              assertThat(reason.resource()).isEqualTo("consumer group");
              assertThat(reason.problem()).contains("60 s");
              assertThat(reason.remedy()).contains("restart");
            });
    assertThat(judge.stalledMillis()).isEqualTo(STALL);
  }

  @Test
  void shouldRecoverWithTheNextCommit() {
    // Given
    now.commit(MINE, 10);
    now.lag(MINE, 5);
    after(0);
    assertThat(after(STALL).positive()).isFalse();

    // When
    now.commit(MINE, 11);

    // Then
    assertThat(after(5_000).positive()).isTrue();
    assertThat(judge.stalledMillis()).isZero();
  }

  @Test
  void shouldBeLiveForeverWithoutWork() {
    // Given
    now.commit(MINE, 10);

    // Then
    IntStream.range(0, 50).forEach(i -> assertThat(after(STALL).positive()).isTrue());
  }

  @Test
  void shouldStartTheClockWhenWorkArrives() {
    // Given
    now.commit(MINE, 10);
    after(0);
    after(10 * STALL);

    // When
    now.lag(MINE, 1);

    // Then
    assertThat(after(1_000).positive()).isTrue();
    assertThat(after(STALL).positive()).isFalse();
  }

  @Test
  void shouldCountRestorationAsProgressOnlyWhileItMoves() {
    // Given
    now.commit(MINE, 10);
    now.lag(MINE, 5);
    now.state = State.REBALANCING;
    now.owned = Set.of();
    now.restoring = 3;
    after(0);

    // When
    for (int i = 1; i < 20; i++) {
      now.restored = i * 1000L;
      assertThat(after(STALL / 2).positive()).isTrue();
    }

    // Then
    assertThat(after(STALL).positive()).isFalse();
  }

  @Test
  void shouldNotCountRestoresOfFailingThreadsAsProgress() {
    // Given
    now.commit(MINE, 10);
    now.lag(MINE, 5);
    now.owned = Set.of(MINE);
    after(0);

    // When
    boolean alive = true;
    for (int i = 1; i < 6; i++) {
      now.threadFailures = i;
      now.restored = i * 1000L;
      alive = after(STALL / 2).positive();
    }

    // Then
    assertThat(alive).isFalse();
  }

  @Test
  void shouldIgnoreLagOfOtherInstances() {
    // Given
    now.owned = Set.of(MINE);
    now.commit(MINE, 10);
    now.commit(THEIRS, 10);
    now.lag(THEIRS, 1_000);
    after(0);

    // Then
    assertThat(after(2 * STALL).positive()).isTrue();
  }

  @Test
  void shouldIgnoreCommitsOfOtherInstances() {
    // Given
    now.owned = Set.of(MINE);
    now.commit(MINE, 10);
    now.lag(MINE, 5);
    after(0);

    // When
    now.commit(THEIRS, 99);

    // Then
    assertThat(after(STALL).positive()).isFalse();
  }

  @Test
  void shouldBeLiveAsAStandby() {
    // Given
    now.owned = Set.of();
    now.commit(THEIRS, 10);
    now.lag(THEIRS, 1_000);
    after(0);

    // Then
    assertThat(after(10 * STALL).positive()).isTrue();
  }

  @Test
  void shouldNotBeLiveWhileThreadsKeepFailing() {
    // Given
    now.owned = Set.of();
    now.lag(MINE, 1_000);
    after(0);

    // When
    HealthVerdict last = null;
    for (int i = 1; i <= 13; i++) {
      now.threadFailures = i;
      last = after(5_000);
    }

    // Then
    assertThat(last).isNotNull();
    assertThat(last.positive()).isFalse();
    assertThat(last.reasons()).extracting(Reason::resource).contains("stream threads");
  }

  @Test
  void shouldCountThePartitionsOfAFailedThread() {
    // Given
    now.owned = Set.of(MINE, THEIRS);
    now.commit(MINE, 10);
    now.commit(THEIRS, 10);
    after(0);

    // When
    now.lag(THEIRS, 1);
    now.threadFailures = 1;
    now.owned = Set.of(MINE);
    after(1_000);

    // Then
    assertThat(after(STALL - 2_000).positive()).isTrue();
    assertThat(after(1_000).positive()).isFalse();
  }

  @Test
  void shouldForgetAFailedThreadAfterProgress() {
    // Given
    now.owned = Set.of(MINE);
    now.commit(MINE, 10);
    now.lag(MINE, 5);
    now.lag(THEIRS, 5);
    now.threadFailures = 1;
    after(0);
    now.threadFailures = 2;
    after(1_000);

    // When
    now.commit(MINE, 11);
    after(1_000);
    now.commit(MINE, 12);
    HealthVerdict verdict = after(1_000);
    now.lag.remove(MINE);

    // Then
    assertThat(verdict).isEqualTo(new HealthVerdict(true, List.of()));
    assertThat(after(10 * STALL).positive()).as("the others' lag is not ours").isTrue();
  }

  @Test
  void shouldNotBeLiveWhileRebalancingForever() {
    // Given
    now.owned = Set.of();
    now.state = State.REBALANCING;
    now.commit(MINE, 10);
    now.lag(MINE, 1_000);
    after(0);

    // Then
    assertThat(after(STALL).positive()).isFalse();
  }

  @Test
  void shouldBeLiveWhileAPeerCommitsDuringARebalance() {
    // Given
    now.owned = Set.of();
    now.state = State.REBALANCING;
    now.lag(THEIRS, 1_000);

    // Then
    for (int i = 0; i < 10; i++) {
      now.commit(THEIRS, i);
      assertThat(after(STALL / 2).positive()).isTrue();
    }
  }

  @Test
  void shouldStopTheClockWhileTheBrokersDoNotAnswer() {
    // Given
    now.commit(MINE, 10);
    now.lag(MINE, 5);
    after(0);
    after(STALL / 2);

    // When
    now.brokersAway = true;
    HealthVerdict away = after(10 * STALL);
    now.brokersAway = false;

    // Then
    assertThat(away.positive()).isTrue();
    assertThat(after(STALL / 2 - 1).positive()).isTrue();
    assertThat(after(1).positive()).isFalse();
  }

  @Test
  void shouldStopTheClockWhileRecordsWaitForTheRegistry() {
    // Given
    now.commit(MINE, 10);
    now.lag(MINE, 5);
    now.waitsForRegistry = true;
    after(0);

    // Then
    assertThat(after(10 * STALL).positive()).isTrue();
    now.waitsForRegistry = false;
    assertThat(after(STALL).positive()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(names = {"ERROR", "PENDING_ERROR", "NOT_RUNNING"})
  void shouldNotBeLiveWhenStreamsStoppedUnexpectedly(State state) {
    // Given
    now.state = state;

    // When
    HealthVerdict verdict = after(0);

    // Then
    assertThat(verdict.positive()).isFalse();
    assertThat(verdict.reasons())
        .extracting(Reason::problem)
        .anyMatch(problem -> problem.contains(state.name()));
  }

  @Test
  void shouldNotBeLiveWhenThreadsAreNotReplaced() {
    // Given
    now.threadsAlive = 1;
    after(0);

    // Then
    assertThat(after(STALL - 1).positive()).isTrue();
    assertThat(after(1).positive()).isFalse();
    now.threadsAlive = 2;
    assertThat(after(1).positive()).isTrue();
  }

  private HealthVerdict after(long millis) {
    now.atMillis += millis;
    return judge.observe(now.sample());
  }

  private static final class Situation {
    private long atMillis = 1_000_000;
    private State state = State.RUNNING;
    private int threadsAlive = 2;
    private long threadFailures;
    private int restoring;
    private long restored;
    private boolean waitsForRegistry;
    private boolean brokersAway;
    private Set<TopicPartition> owned = Set.of(MINE);
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<TopicPartition, Long> lag = new HashMap<>();

    void commit(TopicPartition partition, long offset) {
      committed.put(partition, offset);
    }

    void lag(TopicPartition partition, long records) {
      lag.put(partition, records);
    }

    ProgressSample sample() {
      return new ProgressSample(
          atMillis,
          state,
          threadsAlive,
          2,
          threadFailures,
          restoring,
          restored,
          waitsForRegistry,
          brokersAway ? null : new GroupOffsets(committed, lag, owned));
    }
  }
}
