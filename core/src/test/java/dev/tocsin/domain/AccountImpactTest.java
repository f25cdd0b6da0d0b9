package dev.tocsin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccountImpactTest {

  @Test
  void shouldHoldNotificationsUntilAccountIsKnown() {
    // Given
    AccountImpact impact = AccountImpact.none(false);
    impact.tally().count(Standing.EXPOSED, "SMS", 1);
    impact.addUsers(1);
    // When Then
    assertThat(impact.waiting()).isEqualTo(2);
    assertThat(impact.known()).isFalse();
    // When
    impact.addUsers(3);
    // Then
    assertThat(impact.users()).isEqualTo(4);
    assertThat(impact.waiting()).isEqualTo(5);
    // When
    impact.known(true);
    // Then
    assertThat(impact.waiting()).isZero();
    assertThat(impact.known()).isTrue();
    // When
    impact.known(false);
    // Then
    assertThat(impact.waiting()).isEqualTo(5);
  }

  @Test
  void shouldHoldNothingWithoutExposedRecords() {
    // Given
    AccountImpact impact = AccountImpact.none(false);
    assertThat(impact.waiting()).isZero();
    // When
    impact.tally().count(Standing.DRAFT, "SMS", 1);
    // Then
    assertThat(impact.waiting()).isZero();
  }

  @Test
  void shouldBeEmptyAtFirst() {
    // When
    AccountImpact impact = AccountImpact.none(true);
    // Then
    assertThat(impact.known()).isTrue();
    assertThat(impact.users()).isZero();
    assertThat(impact.tally().isEmpty()).isTrue();
    assertThat(impact.told()).isEqualTo(NotificationState.NONE);
    assertThat(impact.seen().isExact()).isTrue();
    assertThat(impact.seen().first()).isGreaterThan(impact.seen().last());
  }

  @Test
  void shouldKeepNotificationState() {
    // Given
    AccountImpact impact = AccountImpact.none(true);
    NotificationState told =
        NotificationState.NONE.told(NotificationAction.CREATED, new byte[] {1});
    // When
    impact.told(told);
    // Then
    assertThat(impact.told()).isEqualTo(told);
  }

  @Test
  void shouldCountRecordsOfPersonAndKeepNotificationState() {
    // Given
    NotificationState told =
        NotificationState.NONE.told(NotificationAction.CREATED, new byte[] {1});
    // When
    PersonImpact person = PersonImpact.NONE.plus(1).plus(1).told(told).plus(-1);
    // Then
    assertThat(person).isEqualTo(new PersonImpact(1, told));
    assertThat(PersonImpact.NONE).isEqualTo(new PersonImpact(0, NotificationState.NONE));
  }
}
