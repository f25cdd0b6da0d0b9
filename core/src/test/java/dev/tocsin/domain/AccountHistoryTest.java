package dev.tocsin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountHistoryTest {

  @Test
  void shouldHaveNoAccountAtFirst() {
    // When Then
    assertThat(AccountHistory.EMPTY.effective()).isNull();
  }

  @Test
  void shouldFollowChangesDeletionAndReturnOfAccount() {
    // Given
    AccountHistory history = AccountHistory.EMPTY.with(version(0, 0, 10, "First"));
    // When Then
    assertThat(name(history)).isEqualTo("First");
    history = history.with(version(0, 1, 11, "Second"));
    assertThat(name(history)).isEqualTo("Second");
    history = history.with(version(0, 2, 12, null));
    assertThat(history.effective()).isNull();
    history = history.with(version(0, 3, 13, "Third"));
    assertThat(name(history)).isEqualTo("Third");
  }

  @Test
  void shouldOrderByOffsetWithinPartition() {
    // Given
    AccountHistory history = AccountHistory.EMPTY.with(version(0, 7, 100, "Old"));
    // When
    AccountHistory after = history.with(version(0, 8, 50, "New"));
    // Then
    assertThat(name(after)).isEqualTo("New");
  }

  @Test
  void shouldOrderByTimestampBetweenPartitions() {
    // Given
    AccountHistory history = AccountHistory.EMPTY.with(version(0, 900, 100, "Old"));
    // When
    AccountHistory after = history.with(version(1, 2, 101, "New"));
    // Then
    assertThat(name(after)).isEqualTo("New");
    assertThat(name(after.with(version(1, 3, 99, "New, set back")))).isEqualTo("Old");
  }

  @Test
  void shouldIgnoreRepeatedAndOlderVersions() {
    // Given
    AccountHistory history =
        AccountHistory.EMPTY.with(version(0, 7, 100, "A")).with(version(1, 3, 90, "B"));
    // When Then
    assertThat(history.with(version(0, 7, 100, "A"))).isSameAs(history);
    assertThat(history.with(version(0, 6, 200, "Late"))).isSameAs(history);
    assertThat(history.with(version(1, 3, 90, "B"))).isSameAs(history);
  }

  @Test
  void shouldBeIndependentOfOrder() {
    // Given
    List<AccountHistory.Version> versions =
        List.of(
            version(0, 0, 10, "a"),
            version(0, 1, 30, "b"),
            version(1, 0, 30, "c"),
            version(1, 1, 20, "d"),
            version(2, 5, 30, "e"),
            version(2, 4, 90, null));
    for (List<AccountHistory.Version> order : Examples.permutations(versions)) {
      AccountHistory history = AccountHistory.EMPTY;
      // When
      for (AccountHistory.Version version : order) {
        history = history.with(version);
      }
      // Then
      assertThat(name(history)).as("%s", order).isEqualTo("e");
      assertThat(history.versions()).hasSize(3);
    }
  }

  @Test
  void shouldBeDeletedByNewestVersionOfAnyPartition() {
    // Given
    List<AccountHistory.Version> versions =
        List.of(version(0, 5, 10, "a"), version(1, 0, 11, null), version(2, 9, 9, "b"));
    for (List<AccountHistory.Version> order : Examples.permutations(versions)) {
      AccountHistory history = AccountHistory.EMPTY;
      // When
      for (AccountHistory.Version version : order) {
        history = history.with(version);
      }
      // Then
      assertThat(history.effective()).as("%s", order).isNull();
    }
  }

  private static AccountHistory.Version version(
      int partition, long offset, long timestamp, @Nullable String name) {
    return new AccountHistory.Version(
        partition, offset, timestamp, name == null ? null : new Account("acme", name, null, null));
  }

  private static String name(AccountHistory history) {
    return Objects.requireNonNull(history.effective()).name();
  }
}
