package dev.tocsin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CoverageTest {

  private static final TreeSet<Coverage.Reason> NO_REASON = new TreeSet<>();
  private static final TreeSet<Coverage.Reason> UNREAD =
      new TreeSet<>(Set.of(Coverage.Reason.DEAD_LETTERS));

  @Test
  void shouldBeCompleteOnlyIfFinishedWithoutReasons() {
    // When Then
    assertThat(Coverage.of(true, NO_REASON).state()).isEqualTo(Coverage.State.COMPLETE);
    assertThat(Coverage.of(true, UNREAD).state()).isEqualTo(Coverage.State.PARTIAL);
    assertThat(Coverage.of(false, NO_REASON).state()).isEqualTo(Coverage.State.SCANNING);
  }

  @Test
  void shouldKeepReasonsWhileScanning() {
    // When
    Coverage coverage = Coverage.of(false, UNREAD);
    // Then
    assertThat(coverage.state()).isEqualTo(Coverage.State.SCANNING);
    assertThat(coverage.reasons()).containsExactly(Coverage.Reason.DEAD_LETTERS);
    assertThat(Coverage.of(true, UNREAD).reasons()).containsExactly(Coverage.Reason.DEAD_LETTERS);
  }

  @Test
  void shouldKeepReasonsInOrder() {
    // Given
    TreeSet<Coverage.Reason> reasons = new TreeSet<>(List.of(Coverage.Reason.values()));
    // When
    Coverage coverage = Coverage.of(true, reasons);
    reasons.clear();
    // Then
    assertThat(coverage.reasons()).containsExactly(Coverage.Reason.values());
  }
}
