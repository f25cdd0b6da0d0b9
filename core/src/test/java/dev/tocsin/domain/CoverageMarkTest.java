package dev.tocsin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoverageMarkTest {

  @Test
  void shouldBeReplacedByNewerRevisionAfterDone() {
    // Given
    CoverageMark done = mark(3, true, 0);
    // When Then
    assertThat(mark(4, false, 0).supersedes(done)).isTrue();
    assertThat(mark(2, true, 0).supersedes(done)).isFalse();
  }

  @Test
  void shouldStayDone() {
    // Given
    CoverageMark done = mark(3, true, 10);
    CoverageMark underWay = mark(3, false, 5);
    // When Then
    assertThat(underWay.supersedes(done)).isFalse();
    assertThat(done.supersedes(underWay)).isTrue();
    assertThat(mark(3, true, 10).supersedes(done)).isTrue();
    assertThat(mark(3, false, 6).supersedes(underWay)).isTrue();
  }

  @Test
  void shouldKeepNumberOfScannedRecords() {
    // Given
    CoverageMark scanned = mark(3, true, 1_000);
    // When
    CoverageMark recounted = mark(3, true, 0).after(scanned);
    // Then
    assertThat(recounted.examined()).isEqualTo(1_000);
    assertThat(mark(3, true, 2_000).after(scanned).examined()).isEqualTo(2_000);
  }

  /** Records that expire after the scan were scanned, so their absence is not a gap. */
  @Test
  void shouldKeepRetentionOfFinishedScan() {
    // Given
    CoverageMark inTime = new CoverageMark("w", 0, 3, true, false, 0, 10);
    CoverageMark tooLate = new CoverageMark("w", 0, 3, true, true, 0, 10);
    CoverageMark underWay = new CoverageMark("w", 0, 3, false, false, 0, 5);
    // When Then
    assertThat(tooLate.after(inTime).beforeRetained()).isFalse();
    assertThat(inTime.after(tooLate).beforeRetained()).isTrue();
    assertThat(tooLate.after(underWay).beforeRetained()).isTrue();
  }

  @Test
  void shouldTakeLatestCountOfDeadLetters() {
    // Given
    CoverageMark unread = new CoverageMark("w", 0, 3, true, false, 2, 10);
    // When
    CoverageMark resolved = new CoverageMark("w", 0, 3, true, false, 0, 10).after(unread);
    // Then
    assertThat(resolved.deadLetters()).isZero();
    assertThat(resolved.done()).isTrue();
  }

  @Test
  void shouldTakeNothingFromAnotherRevision() {
    // Given
    CoverageMark earlier = new CoverageMark("w", 0, 3, true, true, 2, 1_000);
    CoverageMark now = new CoverageMark("w", 0, 4, false, false, 0, 1);
    // When Then
    assertThat(now.after(earlier)).isEqualTo(now);
  }

  private static CoverageMark mark(long revision, boolean done, long examined) {
    return new CoverageMark("w", 0, revision, done, false, 0, examined);
  }
}
