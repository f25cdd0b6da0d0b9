package dev.tocsin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeenSpanTest {

  @Test
  void shouldBeCorrectOrInexact() {
    // Given
    long seed = Examples.seed();
    Random random = new Random(seed);
    SeenSpan span = SeenSpan.none();
    List<Long> records = new ArrayList<>();
    int inexact = 0;

    for (int i = 0; i < 50_000; i++) {
      // When
      if (records.isEmpty() || random.nextInt(5) < 2) {
        long sentAt = random.nextInt(100);
        records.add(sentAt);
        span.add(sentAt);
      } else {
        long sentAt = records.remove(random.nextInt(records.size()));
        span.remove(sentAt, records.size());
      }

      // Then
      if (!span.isExact()) {
        inexact++;
        span.set(Collections.min(records), Collections.max(records));
      } else if (!records.isEmpty()) {
        assertThat(span.first()).as("seed %d", seed).isEqualTo(Collections.min(records));
        assertThat(span.last()).as("seed %d", seed).isEqualTo(Collections.max(records));
      }
    }
    assertThat(inexact).as("seed %d", seed).isBetween(1, 49_000);
  }

  @Test
  void shouldBeInexactAfterRemovalAtEitherEnd() {
    for (long end : new long[] {10, 30}) {
      // Given
      SeenSpan span = spanOf(10, 20, 30);
      // When
      span.remove(end, 2);
      // Then
      assertThat(span.isExact()).isFalse();
      // When
      span.set(15, 25);
      // Then
      assertThat(span.isExact()).isTrue();
      assertThat(span.first()).isEqualTo(15);
      assertThat(span.last()).isEqualTo(25);
    }
  }

  @Test
  void shouldStayExactAfterRemovalInBetween() {
    // Given
    SeenSpan span = spanOf(10, 11, 29, 30);
    // When
    span.remove(11, 3);
    span.remove(29, 2);
    // Then
    assertThat(span.isExact()).isTrue();
    assertThat(span.first()).isEqualTo(10);
    assertThat(span.last()).isEqualTo(30);
  }

  @Test
  void shouldStartAgainWhenNoRecordIsLeft() {
    // Given
    SeenSpan span = spanOf(10, 30);
    span.remove(30, 1);
    // When
    span.remove(10, 0);
    // Then
    assertThat(span.isExact()).isTrue();
    assertThat(span.first()).isGreaterThan(span.last());
    // When
    span.add(20);
    // Then
    assertThat(span.first()).isEqualTo(20);
    assertThat(span.last()).isEqualTo(20);
  }

  @Test
  void shouldStayInexactUntilLookedUp() {
    // Given
    SeenSpan span = new SeenSpan(10, 30, false);
    // When
    span.add(5);
    span.remove(20, 4);
    // Then
    assertThat(span.isExact()).isFalse();
  }

  private static SeenSpan spanOf(long... instants) {
    SeenSpan span = SeenSpan.none();
    for (long instant : instants) {
      span.add(instant);
    }
    return span;
  }
}
