package dev.tocsin.domain;

import static dev.tocsin.domain.Examples.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CoverageBookTest {

  private static final WindowBook.Entry W = entry(window("w").at(3));

  /** Two message-log partitions, one provider. */
  private final CoverageBook book = new CoverageBook(2, Set.of("duo"));

  @Test
  void shouldBeScanningUntilEveryPartitionIsDone() {
    // Given
    book.apply(done("w", 0, 3));
    // When Then
    assertThat(state(W)).isEqualTo(Coverage.State.SCANNING);
    assertThat(progress(W).partitionsComplete()).isEqualTo(1);
    assertThat(progress(W).partitions()).isEqualTo(2);
    // When
    book.apply(new CoverageMark("w", 1, 3, false, false, 0, 7));
    // Then
    assertThat(state(W)).isEqualTo(Coverage.State.SCANNING);
    // When
    book.apply(done("w", 1, 3));
    // Then
    assertThat(state(W)).isEqualTo(Coverage.State.COMPLETE);
    assertThat(progress(W).partitionsComplete()).isEqualTo(2);
  }

  @Test
  void shouldBeScanningWhileOtherWorkIsPending() {
    // Given
    book.apply(done("w", 0, 3));
    book.apply(done("w", 1, 3));
    // When
    CoverageBook.Progress sweeping = book.progress(List.of(W), false);
    // Then
    assertThat(sweeping.coverage().state()).isEqualTo(Coverage.State.SCANNING);
    assertThat(sweeping.partitionsComplete()).isEqualTo(2);
  }

  @Test
  void shouldBeCompleteWithoutWindows() {
    // When Then
    assertThat(book.progress(List.of(), true).coverage())
        .isEqualTo(Coverage.of(true, new TreeSet<>()));
  }

  @Test
  void shouldBeScanningUntilAllWindowsAreDone() {
    // Given
    WindowBook.Entry other = entry(window("x").at(4));
    book.apply(done("w", 0, 3));
    book.apply(done("w", 1, 3));
    book.apply(done("x", 0, 4));
    // When Then
    assertThat(progress(W, other).partitionsComplete()).isEqualTo(1);
    assertThat(progress(other, W).partitionsComplete()).isEqualTo(1);
    assertThat(state(other, W)).isEqualTo(Coverage.State.SCANNING);
  }

  @Test
  void shouldIgnoreMarksOfOtherRevisions() {
    // Given
    book.apply(done("w", 0, 3));
    book.apply(done("w", 1, 2));
    // When Then
    assertThat(progress(W).partitionsComplete()).isEqualTo(1);
    // When
    book.apply(done("w", 0, 4));
    // Then
    assertThat(progress(W).partitionsComplete()).isZero();
  }

  @Test
  void shouldNameReasonsForPartialCoverage() {
    // Given
    book.apply(done("w", 0, 3));
    book.apply(new CoverageMark("w", 1, 3, true, true, 0, 0));
    // When Then
    assertThat(progress(W).coverage()).isEqualTo(partial(Coverage.Reason.BEFORE_RETAINED_HISTORY));
    // When
    book.apply(new CoverageMark("w", 0, 3, true, false, 4, 0));
    // Then
    assertThat(progress(W).coverage())
        .isEqualTo(partial(Coverage.Reason.BEFORE_RETAINED_HISTORY, Coverage.Reason.DEAD_LETTERS));
    assertThat(progress(W).deadLetters()).isEqualTo(4);
  }

  @Test
  void shouldReportProviderWithoutTopic() {
    // Given
    WindowBook.Entry unread = entry(window("x").by("unread").at(4));
    for (int partition = 0; partition < 2; partition++) {
      book.apply(done("w", partition, 3));
      book.apply(done("x", partition, 4));
    }
    // When Then
    assertThat(progress(W, unread).coverage())
        .isEqualTo(partial(Coverage.Reason.PROVIDER_NOT_READ));
    assertThat(state(W)).isEqualTo(Coverage.State.COMPLETE);
  }

  @Test
  void shouldCountDeadLetterOnceForSeveralWindows() {
    // Given
    CoverageBook two = new CoverageBook(2, Set.of("duo", "other"));
    WindowBook.Entry wider = entry(window("x").at(4));
    WindowBook.Entry elsewhere = entry(window("y").by("other").at(5));
    two.apply(unread("w", 0, 3, 2));
    two.apply(unread("x", 0, 4, 5));
    two.apply(unread("y", 0, 5, 10));
    two.apply(unread("w", 1, 3, 100));
    // When Then
    assertThat(two.progress(List.of(W, wider, elsewhere), true).deadLetters()).isEqualTo(115);
    assertThat(two.progress(List.of(wider, W, elsewhere), true).deadLetters()).isEqualTo(115);
  }

  @Test
  void shouldSumScannedRecords() {
    // Given
    WindowBook.Entry other = entry(window("x").at(4));
    book.apply(new CoverageMark("w", 0, 3, false, false, 0, 10));
    book.apply(new CoverageMark("w", 1, 3, true, false, 0, 200));
    book.apply(new CoverageMark("x", 1, 4, true, false, 0, 3_000));
    // When Then
    assertThat(progress(W, other).examined()).isEqualTo(3_210);
  }

  @Test
  void shouldReportWhetherMarkChangesAnything() {
    // Given
    CoverageMark scanned = new CoverageMark("w", 0, 3, true, false, 0, 500);
    // When Then
    assertThat(book.apply(scanned)).isTrue();
    assertThat(book.apply(scanned)).isFalse();
    // The second mark has no new data: the data of the first one is kept.
    assertThat(book.apply(done("w", 0, 3))).isFalse();
    assertThat(book.apply(new CoverageMark("w", 0, 3, false, false, 9, 9))).isFalse();
    assertThat(book.apply(new CoverageMark("w", 0, 3, true, false, 1, 0))).isTrue();
    assertThat(book.known("w", 0)).isEqualTo(new CoverageMark("w", 0, 3, true, false, 1, 500));
    assertThat(book.known("w", 1)).isNull();
    assertThat(book.known("x", 0)).isNull();
  }

  @Test
  void shouldBeIndependentOfOrderOfMarks() {
    // Given
    List<CoverageMark> marks =
        List.of(
            done("w", 0, 2),
            new CoverageMark("w", 0, 3, false, false, 0, 4),
            new CoverageMark("w", 0, 3, true, true, 1, 9),
            new CoverageMark("w", 1, 3, false, false, 0, 5),
            new CoverageMark("w", 1, 3, true, false, 2, 20),
            new CoverageMark("w", 1, 2, true, true, 50, 500));
    for (List<CoverageMark> order : Examples.permutations(marks)) {
      CoverageBook book = new CoverageBook(2, Set.of("duo"));
      // When
      order.forEach(book::apply);
      // Then
      assertThat(book.progress(List.of(W), true))
          .as("%s", order)
          .isEqualTo(
              new CoverageBook.Progress(
                  partial(Coverage.Reason.BEFORE_RETAINED_HISTORY, Coverage.Reason.DEAD_LETTERS),
                  2,
                  2,
                  29,
                  3));
    }
  }

  /** A partition may be ahead of the withdrawal, with the mark of a newer declaration. */
  @Test
  void shouldForgetWithdrawnWindowAndKeepNewerMarks() {
    // Given
    book.apply(done("w", 0, 3));
    book.apply(done("w", 1, 6));
    book.apply(done("x", 0, 1));
    // When
    Set<Integer> forgotten = book.forget("w", 3);
    // Then
    assertThat(forgotten).containsExactly(0);
    assertThat(book.known("w", 0)).isNull();
    assertThat(book.known("w", 1)).isEqualTo(done("w", 1, 6));
    assertThat(book.known("x", 0)).isEqualTo(done("x", 0, 1));
    // When Then
    assertThat(book.forget("w", 6)).containsExactly(1);
    assertThat(book.forget("w", 6)).isEmpty();
    assertThat(book.apply(done("w", 1, 6))).isTrue();
  }

  private CoverageBook.Progress progress(WindowBook.Entry... windows) {
    return book.progress(List.of(windows), true);
  }

  private Coverage.State state(WindowBook.Entry... windows) {
    return progress(windows).coverage().state();
  }

  private static Coverage partial(Coverage.Reason... reasons) {
    return new Coverage(Coverage.State.PARTIAL, new TreeSet<>(Set.of(reasons)));
  }

  private static WindowBook.Entry entry(WindowChange change) {
    return new WindowBook.Entry(change.revision(), change.window());
  }

  private static CoverageMark done(String windowId, int partition, long revision) {
    return new CoverageMark(windowId, partition, revision, true, false, 0, 0);
  }

  private static CoverageMark unread(String id, int partition, long revision, long deadLetters) {
    return new CoverageMark(id, partition, revision, true, false, deadLetters, 0);
  }
}
