package dev.tocsin.domain;

import static dev.tocsin.domain.Examples.incident;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IncidentImpactTest {

  private static final Incident DRAFTED = incident("breach", "Draft");
  private static final Incident MEANT = incident("breach", "Meant");

  private final IncidentImpact impact = IncidentImpact.none();

  @Test
  void shouldStartEmpty() {
    // When Then
    assertThat(impact.tally().isEmpty()).isTrue();
    assertThat(impact.users()).isZero();
    assertThat(impact.accounts()).isZero();
    assertThat(impact.pending()).isZero();
    assertThat(impact.revision()).isEqualTo(WindowBook.NONE);
    assertThat(impact.details()).isNull();
    assertThat(impact.notifiedDetails()).isNull();
  }

  @Test
  void shouldCountUsersAccountsAndPending() {
    // When
    impact.addUsers(5);
    impact.addUsers(-2);
    impact.addAccounts(4);
    impact.addAccounts(-1);
    impact.addPending(20, 1_000);
    impact.addPending(-11, 2_000);
    // Then
    assertThat(impact.users()).isEqualTo(3);
    assertThat(impact.accounts()).isEqualTo(3);
    assertThat(impact.pending()).isEqualTo(9);
  }

  /** The operator needs the time of the longest pending notification, not of the latest. */
  @Test
  void shouldKeepStartOfUninterruptedPending() {
    // When
    impact.addPending(1, 1_000);
    impact.addPending(2, 5_000);
    impact.addPending(-1, 6_000);
    // Then
    assertThat(impact.pendingSince()).isEqualTo(1_000);

    // When
    impact.addPending(-2, 7_000);
    // Then
    assertThat(impact.pendingSince()).isEqualTo(IncidentImpact.NOT_PENDING);

    // When
    impact.addPending(1, 9_000);
    // Then
    assertThat(impact.pendingSince()).isEqualTo(9_000);
  }

  @Test
  void shouldKeepNewestRevision() {
    // When
    impact.touched(7, MEANT, MEANT);
    impact.touched(5, MEANT, MEANT);
    // Then
    assertThat(impact.revision()).isEqualTo(7);
  }

  /** A withdrawal repeats the details of the notification, which never come from a draft. */
  @Test
  void shouldKeepNotifiedDetailsWhenOnlyDraftIsLeft() {
    // Given
    impact.touched(0, DRAFTED, null);
    assertThat(impact.details()).isEqualTo(DRAFTED);
    assertThat(impact.notifiedDetails()).isNull();
    // When
    impact.touched(1, MEANT, MEANT);
    impact.touched(2, DRAFTED, null);
    // Then
    assertThat(impact.details()).isEqualTo(DRAFTED);
    assertThat(impact.notifiedDetails()).isEqualTo(MEANT);
  }

  @Test
  void shouldKeepDetailsAfterLastWithdrawal() {
    // Given
    impact.touched(1, MEANT, MEANT);
    // When
    impact.touched(2, null, null);
    // Then
    assertThat(impact.revision()).isEqualTo(2);
    assertThat(impact.details()).isEqualTo(MEANT);
    assertThat(impact.notifiedDetails()).isEqualTo(MEANT);
  }

  @Test
  void shouldContinueFromStoredState() {
    // Given
    Tally tally = new Tally();
    tally.count(Standing.EXPOSED, "SMS", 1);
    // When
    IncidentImpact stored = new IncidentImpact(tally, 2, 3, 4, 1_000, 5, DRAFTED, MEANT);
    // Then
    assertThat(stored.tally().exposed()).isEqualTo(1);
    assertThat(stored.users()).isEqualTo(2);
    assertThat(stored.accounts()).isEqualTo(3);
    assertThat(stored.pending()).isEqualTo(4);
    assertThat(stored.pendingSince()).isEqualTo(1_000);
    assertThat(stored.revision()).isEqualTo(5);
    assertThat(stored.details()).isEqualTo(DRAFTED);
    assertThat(stored.notifiedDetails()).isEqualTo(MEANT);
  }
}
