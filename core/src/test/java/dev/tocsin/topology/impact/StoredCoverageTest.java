package dev.tocsin.topology.impact;

import static dev.tocsin.domain.Examples.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.CoverageBook;
import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.topology.TestStores;
import dev.tocsin.topology.state.Table;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoredCoverageTest {

  private final Table store = TestStores.table(StoreTable.COVERAGE);
  private final WindowBook windows = new WindowBook();
  private final StoredCoverage coverage = open();

  @Test
  void shouldKeepMarksOverARestart() {
    // Given
    CoverageMark mark = new CoverageMark("w", 1, 7, true, false, 2, 10);

    // When
    assertThat(coverage.apply(mark, windows)).isTrue();
    assertThat(coverage.apply(mark, windows)).as("changes nothing").isFalse();

    // Then
    assertThat(open().book().known("w", 1)).isEqualTo(mark);
  }

  @Test
  void shouldStoreWhatEarlierMarksContributed() {
    // Given
    coverage.apply(new CoverageMark("w", 1, 7, true, false, 0, 10), windows);

    // When
    coverage.apply(new CoverageMark("w", 1, 7, true, true, 3, 0), windows);

    // Then
    assertThat(open().book().known("w", 1))
        .isEqualTo(new CoverageMark("w", 1, 7, true, false, 3, 10));
  }

  @Test
  void shouldIgnoreAMarkOfAnEarlierRevision() {
    // Given
    windows.apply(window("w").at(8));

    // When
    boolean applied = coverage.apply(new CoverageMark("w", 1, 7, true, false, 0, 10), windows);

    // Then
    assertThat(applied).isFalse();
    assertThat(TestStores.count(store)).isZero();
  }

  @Test
  void shouldDeleteTheMarksOfAWithdrawnWindow() {
    // Given
    coverage.apply(new CoverageMark("w", 0, 7, true, false, 0, 10), windows);
    coverage.apply(new CoverageMark("w", 1, 9, false, false, 0, 10), windows);

    // When
    coverage.forget("w", 8);

    // Then
    assertThat(open().book().known("w", 0)).isNull();
    assertThat(open().book().known("w", 1)).as("of a window declared again").isNotNull();
  }

  private StoredCoverage open() {
    return new StoredCoverage(store, new CoverageBook(2, Set.of("duo")));
  }
}
