package dev.tocsin.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OutageGuardTest {

  private long now = Long.MAX_VALUE - 50; // the clock may wrap
  private final OutageGuard guard = new OutageGuard(100, () -> now);

  @Test
  void shouldAllowAllAttemptsWithoutOutage() {
    // When
    guard.responded();

    // Then
    assertThat(guard.attempts(6)).isEqualTo(6);
  }

  @Test
  void shouldAllowOneProbeAfterPause() {
    // Given
    guard.failed(10);

    // When Then
    assertThat(guard.attempts(6)).isZero();
    now += 99;
    assertThat(guard.attempts(6)).isZero();
    now += 1;
    assertThat(guard.attempts(6)).isEqualTo(1);
    assertThat(guard.attempts(6)).isZero();
  }

  @Test
  void shouldPauseInProportionToAttempt() {
    // Given
    guard.failed(1_000);

    // When Then
    now += 3_999;
    assertThat(guard.attempts(6)).isZero();
    now += 1;
    assertThat(guard.attempts(6)).isEqualTo(1);
  }

  @Test
  void shouldIgnoreAbandonedRequest() {
    // When
    guard.abandoned();

    // Then
    assertThat(guard.attempts(6)).isEqualTo(6);

    // When
    guard.failed(10);
    now += 100;
    guard.attempts(6);
    guard.abandoned();

    // Then
    assertThat(guard.attempts(6)).isEqualTo(1);
    assertThat(guard.attempts(6)).isZero();
  }

  @Test
  void shouldAllowAllAttemptsAfterResponse() {
    // Given
    guard.failed(10);
    now += 100;
    guard.attempts(6);

    // When
    guard.responded();

    // Then
    assertThat(guard.attempts(6)).isEqualTo(6);
  }
}
