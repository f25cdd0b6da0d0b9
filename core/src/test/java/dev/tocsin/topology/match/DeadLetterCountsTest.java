package dev.tocsin.topology.match;

import static dev.tocsin.domain.Examples.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.topology.TestStores;
import dev.tocsin.topology.state.BufferedStore;
import org.junit.jupiter.api.Test;

class DeadLetterCountsTest {

  private static final long DAY = 86_400_000L;

  private final BufferedStore store = TestStores.buffered(StoreNames.MATCH);
  private final DeadLetterCounts counts = open();

  @Test
  void shouldCountADeadLetterOnTheDayOfItsEvent() {
    // When
    counts.add("duo", 1, 5 * DAY + 7, 20 * DAY);

    // Then
    assertThat(counts.inRange(days(5, 6))).isEqualTo(1);
    assertThat(counts.inRange(days(3, 5))).isZero();
    assertThat(counts.inRange(days(6, 30))).isZero();
  }

  @Test
  void shouldCountAnUnknownEventTimeUpToTheDayOfProduction() {
    // When
    counts.add("duo", 1, null, 20 * DAY);

    // Then
    assertThat(counts.inRange(days(3, 5))).isEqualTo(1);
    assertThat(counts.inRange(days(20, 21))).isEqualTo(1);
    assertThat(counts.inRange(days(21, 30))).isZero();
  }

  @Test
  void shouldCountAnUnknownTimeOfProductionInEveryWindow() {
    // When
    counts.add("duo", 1, null, -1);

    // Then
    assertThat(counts.inRange(days(3, 5))).isEqualTo(1);
    assertThat(counts.inRange(days(1_000_000, 1_000_001))).isEqualTo(1);
  }

  @Test
  void shouldCountEachProviderSeparately() {
    // When
    counts.add("other", 1, 5 * DAY, 20 * DAY);

    // Then
    assertThat(counts.inRange(days(5, 6))).isZero();
  }

  @Test
  void shouldSubtractARedrivenDeadLetterOnce() {
    // Given
    counts.add("duo", 1, 5 * DAY, 20 * DAY);
    counts.add("duo", 2, 5 * DAY, 20 * DAY);
    assertThat(counts.isAnyResolved("duo")).isFalse();

    // When
    assertThat(counts.resolved("duo", 1)).isTrue();
    assertThat(counts.resolved("duo", 1)).isFalse();
    assertThat(counts.resolved("duo", 9)).isFalse();

    // Then
    assertThat(counts.inRange(days(5, 6))).isEqualTo(1);
    assertThat(counts.resolved("duo", 2)).isTrue();
    assertThat(counts.isAnyResolved("duo")).isTrue();
  }

  @Test
  void shouldKnowTheCountsAfterARestart() {
    // Given
    counts.add("duo", 1, 5 * DAY, 20 * DAY);
    counts.add("duo", 2, 5 * DAY, 20 * DAY);
    counts.add("other", 3, null, 20 * DAY);
    counts.resolved("other", 3);

    // When
    store.flushCache();
    DeadLetterCounts reopened = open();

    // Then
    assertThat(reopened.inRange(days(5, 6))).isEqualTo(2);
    assertThat(reopened.isAnyResolved("other")).isTrue();
    assertThat(reopened.resolved("duo", 2)).isTrue();
  }

  @Test
  void shouldForgetWhatWasNotCommitted() {
    // Given
    counts.add("duo", 1, 5 * DAY, 20 * DAY);
    store.flushCache();
    counts.add("duo", 2, 5 * DAY, 20 * DAY);

    // When
    store.clearCache();

    // Then
    assertThat(counts.inRange(days(5, 6))).isEqualTo(1);
    assertThat(open().inRange(days(5, 6))).isEqualTo(1);
  }

  @Test
  void shouldKeepTheCountOfOldDeadLetters() {
    // Given
    counts.add("duo", 1, 5 * DAY, 20 * DAY);
    counts.add("duo", 2, 5 * DAY, 40 * DAY);

    // When
    counts.expire(30 * DAY);

    // Then
    assertThat(counts.inRange(days(5, 6))).isEqualTo(2);
    assertThat(counts.resolved("duo", 1)).as("too old to be known by its offset").isFalse();
    assertThat(counts.resolved("duo", 2)).isTrue();
  }

  private DeadLetterCounts open() {
    return new DeadLetterCounts(store.table(StoreTable.UNREADABLE));
  }

  private static CompromiseWindow days(long first, long end) {
    return window("w").during(first * DAY, end * DAY).get();
  }
}
