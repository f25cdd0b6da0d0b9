package dev.tocsin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeenSpanTest {

  @Test
  void shouldBeRightOrSayThatItIsNot() {
    // Given
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
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
}
