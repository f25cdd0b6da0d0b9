package dev.tocsin.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OnDemandPunctuatorTest {

  private static final Duration EVERY = Duration.ofMillis(20);
  private static final long TAKES = 50;

  private final MockProcessorContext<String, String> context = new MockProcessorContext<>();
  private final Schedule schedule = new Schedule(context);
  private long now = 1_000;

  @AfterEach
  void end() {
    schedule.end();
  }

  @Test
  void shouldLeaveHalfOfTheThreadToRecordsThatCome() {
    // Given
    List<Long> pieces = new ArrayList<>();
    OnDemandPunctuator punctuator = busy(pieces);
    punctuator.begin();
    // When
    long records = 0;
    while (now < 11_000) {
      punctuate();
      // Records come all the time, each takes a millisecond.
      for (int i = 0; i < 20; i++) {
        punctuator.processed();
        records++;
        now++;
      }
    }
    // Then
    assertThat(pieces.size() * TAKES).isBetween(3_500L, 5_000L);
    assertThat(records).isGreaterThanOrEqualTo(5_000);
  }

  @Test
  void shouldLeaveHalfOfTheThreadHoweverManyTasksHaveWork() {
    // Given
    List<Long> pieces = new ArrayList<>();
    OnDemandPunctuator last = busy(pieces);
    last.begin();
    for (int i = 0; i < 5; i++) {
      last = busy(pieces);
      last.begin();
    }
    // When
    long records = 0;
    while (now < 21_000) {
      punctuate();
      for (int i = 0; i < 20; i++) {
        last.processed();
        records++;
        now++;
      }
    }
    // Then
    assertThat(records).isGreaterThanOrEqualTo(9_500);
    assertThat(last.part(Duration.ofMillis(60))).isEqualTo(Duration.ofMillis(10));
  }

  @Test
  void shouldTakeAllOfTheThreadWhenNoRecordsCome() {
    // Given
    List<Long> pieces = new ArrayList<>();
    OnDemandPunctuator punctuator = busy(pieces);
    punctuator.begin();
    // When
    while (now < 11_000) {
      punctuate();
    }
    // Then
    assertThat(pieces).hasSize(200);
  }

  @Test
  void shouldNotCountATaskThatIsClosedInTheMiddleOfItsWork() {
    // Given
    Schedule other = new Schedule(context);
    OnDemandPunctuator closed = new OnDemandPunctuator(other, EVERY, () -> now, () -> true);
    closed.begin();
    OnDemandPunctuator punctuator = busy(new ArrayList<>());
    punctuator.begin();
    assertThat(punctuator.part(Duration.ofMillis(60))).isEqualTo(Duration.ofMillis(30));
    // When
    other.end();
    // Then
    assertThat(punctuator.part(Duration.ofMillis(60))).isEqualTo(Duration.ofMillis(60));
  }

  private OnDemandPunctuator busy(List<Long> pieces) {
    return new OnDemandPunctuator(
        schedule,
        EVERY,
        () -> now,
        () -> {
          pieces.add(now);
          now += TAKES;
          return true;
        });
  }

  /** As a stream thread does: all that is due, then records again. */
  private void punctuate() {
    for (var punctuator : context.scheduledPunctuators()) {
      if (punctuator.getType() == PunctuationType.WALL_CLOCK_TIME && !punctuator.cancelled()) {
        punctuator.getPunctuator().punctuate(now);
      }
    }
  }
}
