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
    assertThat(impact.pending()).isEqualTo(2);
    assertThat(impact.known()).isFalse();
    // When
    impact.addUsers(3);
    // Then
    assertThat(impact.users()).isEqualTo(4);
    assertThat(impact.pending()).isEqualTo(5);
    // When
    impact.known(true);
    // Then
    assertThat(impact.pending()).isZero();
    assertThat(impact.known()).isTrue();
    // When
    impact.known(false);
    // Then
    assertThat(impact.pending()).isEqualTo(5);
  }

  @Test
  void shouldHoldNothingWithoutExposedRecords() {
    // Given
    AccountImpact impact = AccountImpact.none(false);
    assertThat(impact.pending()).isZero();
    // When
    impact.tally().count(Standing.DRAFT, "SMS", 1);
    // Then
    assertThat(impact.pending()).isZero();
  }

  @Test
  void shouldBeEmptyAtFirst() {
    // When
    AccountImpact impact = AccountImpact.none(true);
    // Then
    assertThat(impact.known()).isTrue();
    assertThat(impact.users()).isZero();
    assertThat(impact.tally().isEmpty()).isTrue();
    assertThat(impact.notification()).isEqualTo(NotificationState.NONE);
    assertThat(impact.seen().isExact()).isTrue();
    assertThat(impact.seen().first()).isGreaterThan(impact.seen().last());
  }

  @Test
  void shouldKeepNotificationState() {
    // Given
    AccountImpact impact = AccountImpact.none(true);
    NotificationState sent =
        NotificationState.NONE.sent(NotificationAction.CREATED, new byte[] {1});
    // When
    impact.notification(sent);
    // Then
    assertThat(impact.notification()).isEqualTo(sent);
  }

  @Test
  void shouldCountRecordsOfPersonAndKeepNotificationState() {
    // Given
    NotificationState sent =
        NotificationState.NONE.sent(NotificationAction.CREATED, new byte[] {1});
    // When
    PersonImpact person = PersonImpact.NONE.plus(1).plus(1).notification(sent).plus(-1);
    // Then
    assertThat(person).isEqualTo(new PersonImpact(1, sent));
    assertThat(PersonImpact.NONE).isEqualTo(new PersonImpact(0, NotificationState.NONE));
  }
}
