package dev.tocsin.domain;

import static dev.tocsin.domain.Examples.log;
import static dev.tocsin.domain.Examples.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScanScopeTest {

  @Test
  void shouldScanEverythingThatNewWindowCovers() {
    // Given
    CompromiseWindow target = window("w").during(1_000, 2_000).get();
    // When
    ScanScope scope = ScanScope.of(null, target);
    // Then
    assertThat(scope.isNeeded()).isTrue();
    assertThat(scope.includes(log("m").at(999).get())).isFalse();
    assertThat(scope.includes(log("m").at(1_000).get())).isTrue();
    assertThat(scope.includes(log("m").at(1_999).get())).isTrue();
    assertThat(scope.includes(log("m").at(2_000).get())).isFalse();
  }

  @Test
  void shouldScanOnlyWhatWindowGains() {
    // Given
    CompromiseWindow before = window("w").during(1_000, 2_000).get();
    // When
    ScanScope scope = ScanScope.of(before, window("w").during(1_000, 3_000).get());
    // Then
    assertThat(scope.isNeeded()).isTrue();
    assertThat(scope.includes(log("m").at(1_999).get())).isFalse();
    assertThat(scope.includes(log("m").at(2_000).get())).isTrue();
  }

  @Test
  void shouldNotBeNeededWithoutGain() {
    // Given
    CompromiseWindow before = window("w").during(1_000, 2_000).get();
    // When Then
    assertThat(ScanScope.of(before, window("w").during(1_000, 1_500).get()).isNeeded()).isFalse();
    assertThat(ScanScope.of(before, window("w").during(1_000, 2_000).draft().get()).isNeeded())
        .isFalse();
    assertThat(ScanScope.of(null, window("w").during(1_000, 1_000).get()).isNeeded()).isFalse();
  }

  @Test
  void shouldScanEverythingForAnotherIncident() {
    // Given
    CompromiseWindow before = window("w").of("one").get();
    // When
    ScanScope scope = ScanScope.of(before, window("w").of("two").get());
    // Then
    assertThat(scope.isNeeded()).isTrue();
    assertThat(scope.includes(log("m").get())).isTrue();
  }

  @Test
  void shouldScanAgainWhatLeftAndReturned() {
    // Given
    CompromiseWindow all = window("w").during(1_000, 2_000).get();
    CompromiseWindow late = window("w").during(1_500, 2_500).get();
    // When
    ScanScope scope = ScanScope.of(all, late).revisedTo(all);
    // Then
    assertThat(scope.isNeeded()).isTrue();
    assertThat(scope.includes(log("m").at(1_200).get())).isTrue();
  }

  @Test
  void shouldScanAgainWhatMovedToAnotherIncidentAndBack() {
    // Given
    CompromiseWindow one = window("w").of("one").get();
    CompromiseWindow two = window("w").of("two").get();
    // When
    ScanScope scope = ScanScope.of(one, two).revisedTo(one);
    // Then
    assertThat(scope.includes(log("m").get())).isTrue();
  }

  @Test
  void shouldNotScanAgainWhatStayedCovered() {
    // Given
    CompromiseWindow small = window("w").during(1_000, 2_000).get();
    CompromiseWindow large = window("w").during(500, 3_000).get();
    CompromiseWindow medium = window("w").during(1_000, 2_500).get();
    // When
    ScanScope grew = ScanScope.of(small, large).revisedTo(medium);
    ScanScope shrank = new ScanScope(large, small).revisedTo(medium);
    // Then
    assertThat(grew.includes(log("m").at(1_999).get())).isFalse();
    assertThat(grew.includes(log("m").at(2_000).get())).isTrue();
    assertThat(shrank.includes(log("m").at(1_999).get())).isFalse();
    assertThat(shrank.includes(log("m").at(2_000).get())).isTrue();
    assertThat(ScanScope.of(small, large).revisedTo(small).isNeeded()).isFalse();
  }

  /** No gained record is missed, however often a window changes before its scan. */
  @Test
  void shouldMissNothingAfterAnyNumberOfChanges() {
    // Given
    long seed = Examples.seed();
    Random random = new Random(seed);
    List<CompromiseWindow> versions = new ArrayList<>(Universe.windows("one"));
    versions.addAll(Universe.windows("two"));
    int needed = 0;
    for (int round = 0; round < 3_000; round++) {
      CompromiseWindow base = pick(versions, random);
      CompromiseWindow target = pick(versions, random);
      ScanScope scope = ScanScope.of(base, target);
      BitSet kept = Universe.covered(base);
      for (int change = random.nextInt(4); change >= 0; change--) {
        if (base.incident().equals(target.incident())) {
          kept.and(Universe.covered(target));
        } else {
          kept.clear();
        }
        // When
        BitSet asked = asked(scope);
        // Then
        BitSet covered = Universe.covered(target);
        BitSet gained = (BitSet) covered.clone();
        gained.andNot(kept);
        assertThat(Universe.isSubset(gained, asked)).as("seed %d", seed).isTrue();
        assertThat(Universe.isSubset(asked, covered)).as("seed %d", seed).isTrue();
        assertThat(scope.isNeeded()).as("seed %d", seed).isEqualTo(!asked.isEmpty());
        needed += asked.isEmpty() ? 0 : 1;
        target = pick(versions, random);
        scope = scope.revisedTo(target);
      }
    }
    assertThat(needed).as("seed %d", seed).isPositive();
  }

  private static BitSet asked(ScanScope scope) {
    BitSet asked = new BitSet();
    for (int i = 0; i < Universe.RECORDS.size(); i++) {
      asked.set(i, scope.includes(Universe.RECORDS.get(i)));
    }
    return asked;
  }

  private static <T> T pick(List<T> from, Random random) {
    return from.get(random.nextInt(from.size()));
  }
}
