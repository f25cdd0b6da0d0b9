package dev.tocsin.topology.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class SpellTest {

  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
  private final Schedule schedule = new Schedule(context);
  private int left;
  private int pieces;

  private final Spell spell =
      new Spell(
          schedule,
          Duration.ofMillis(20),
          () -> {
            pieces++;
            return --left > 0;
          });

  @Test
  void shouldBePunctuatedOnlyWhileThereIsWork() {
    // Given
    left = 3;
    assertThat(context.scheduledPunctuators()).isEmpty();

    // When
    spell.begin();
    spell.begin();
    for (int i = 0; i < 3; i++) {
      punctuate();
    }

    // Then
    assertThat(pieces).isEqualTo(3);
    assertThat(context.scheduledPunctuators()).hasSize(1).allMatch(CapturedPunctuator::cancelled);
  }

  @Test
  void shouldBeginAgain() {
    // Given
    left = 1;
    spell.begin();
    punctuate();

    // When
    left = 2;
    spell.begin();
    punctuate();

    // Then
    assertThat(pieces).isEqualTo(2);
    assertThat(context.scheduledPunctuators()).hasSize(2);
    assertThat(context.scheduledPunctuators().getLast().cancelled()).isFalse();
  }

  @Test
  void shouldEndWithItsSchedule() {
    // Given
    left = 5;
    spell.begin();

    // When
    schedule.end();
    punctuate();

    // Then
    assertThat(pieces).isZero();
    assertThat(context.scheduledPunctuators()).allMatch(CapturedPunctuator::cancelled);
  }

  private void punctuate() {
    context.scheduledPunctuators().getLast().getPunctuator().punctuate(0);
  }
}
