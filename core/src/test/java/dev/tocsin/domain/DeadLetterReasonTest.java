package dev.tocsin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DeadLetterReasonTest {

  @Test
  void shouldHaveRemedyForEachReason() {
    // When Then
    assertThat(Arrays.stream(DeadLetterReason.values()).map(DeadLetterReason::remedy))
        .allSatisfy(
            remedy -> assertThat(remedy).hasSizeBetween(20, 120).doesNotContainPattern("\\.$"))
        .doesNotHaveDuplicates();
  }
}
