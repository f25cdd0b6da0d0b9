package dev.tocsin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NotificationStateTest {

  private static final byte[] ONE = {1};
  private static final byte[] TWO = {2};

  @Test
  void shouldNotifyOnce() {
    // Given
    assertThat(NotificationState.NONE.next(ONE, false)).isEqualTo(NotificationAction.CREATED);
    // When
    NotificationState sent = NotificationState.NONE.sent(NotificationAction.CREATED, ONE);
    // Then
    assertThat(sent.next(ONE.clone(), false)).isNull();
    assertThat(sent.next(TWO, false)).isEqualTo(NotificationAction.UPDATED);
  }

  @Test
  void shouldNotWithdrawBeforeNotification() {
    // When Then
    assertThat(NotificationState.NONE.next(null, false)).isNull();
    assertThat(NotificationState.NONE.next(null, true)).isNull();
  }

  @Test
  void shouldWithdrawOrCloseWhenNothingIsExposed() {
    // Given
    NotificationState sent =
        NotificationState.NONE
            .sent(NotificationAction.CREATED, ONE)
            .sent(NotificationAction.UPDATED, TWO);
    // When Then
    assertThat(sent.next(null, false)).isEqualTo(NotificationAction.WITHDRAWN);
    assertThat(sent.next(null, true)).isEqualTo(NotificationAction.CLOSED);
  }

  @Test
  void shouldCreateAgainWithSameContent() {
    for (NotificationAction end :
        List.of(NotificationAction.WITHDRAWN, NotificationAction.CLOSED)) {
      // Given
      NotificationState recalled =
          NotificationState.NONE.sent(NotificationAction.CREATED, ONE).sent(end, null);
      // When Then
      assertThat(recalled.isInEffect()).isFalse();
      assertThat(recalled.next(null, false)).isNull();
      assertThat(recalled.next(null, true)).isNull();
      assertThat(recalled.next(ONE, false)).isEqualTo(NotificationAction.CREATED);
      assertThat(recalled.sent(NotificationAction.CREATED, ONE).revision()).isEqualTo(3);
    }
  }

  @Test
  void shouldSendOnlyDifferenceToLastState() {
    // Given
    NotificationState sent = NotificationState.NONE.sent(NotificationAction.CREATED, ONE);
    // When
    // The content became TWO, was withdrawn and is ONE again, without a call in between.
    NotificationAction next = sent.next(ONE, false);
    // Then
    assertThat(next).isNull();
  }

  @Test
  void shouldBeInEffectAfterCreatedOrUpdated() {
    // When Then
    assertThat(NotificationState.NONE.isInEffect()).isFalse();
    assertThat(NotificationAction.CREATED.isInEffect()).isTrue();
    assertThat(NotificationAction.UPDATED.isInEffect()).isTrue();
    assertThat(NotificationAction.WITHDRAWN.isInEffect()).isFalse();
    assertThat(NotificationAction.CLOSED.isInEffect()).isFalse();
  }

  /** A notifier that applies the actions ends with the current content, without repeats. */
  @Test
  void shouldKeepNotifierConsistentWithoutRepeats() {
    // Given
    long seed = Examples.seed();
    Random random = new Random(seed);
    NotificationState state = NotificationState.NONE;
    Notifier notifier = new Notifier();
    for (int i = 0; i < 5_000; i++) {
      byte @Nullable [] wanted =
          random.nextInt(3) == 0 ? null : new byte[] {(byte) random.nextInt(3), 9};
      // When
      NotificationAction action = state.next(wanted, random.nextBoolean());
      if (action != null) {
        state = state.sent(action, wanted);
        notifier.hear(action, state.revision(), wanted);
      }
      // Then
      assertThat(notifier.holds).as("seed %d", seed).isEqualTo(wanted);
      assertThat(state.isInEffect()).as("seed %d", seed).isEqualTo(wanted != null);
    }
    assertThat(notifier.heard).as("seed %d", seed).contains(NotificationAction.values());
  }

  /** A notifier that applies the actions and fails on repeats. */
  private static final class Notifier {
    private final List<NotificationAction> heard = new ArrayList<>();
    private byte @Nullable [] holds;

    void hear(NotificationAction action, long revision, byte @Nullable [] content) {
      heard.add(action);
      assertThat(revision).isEqualTo(heard.size());
      assertThat(holds == null).isEqualTo(action == NotificationAction.CREATED);
      assertThat(content).isNotEqualTo(holds);
      holds = action.isInEffect() ? Objects.requireNonNull(content).clone() : null;
    }
  }

  @Test
  void shouldEqualSameState() {
    // Given
    NotificationState sent = new NotificationState(1, NotificationAction.CREATED, ONE);
    // When Then
    assertThat(sent)
        .isEqualTo(new NotificationState(1, NotificationAction.CREATED, ONE.clone()))
        .hasSameHashCodeAs(new NotificationState(1, NotificationAction.CREATED, ONE.clone()))
        .isNotEqualTo(new NotificationState(2, NotificationAction.CREATED, ONE))
        .isNotEqualTo(new NotificationState(1, NotificationAction.UPDATED, ONE))
        .isNotEqualTo(new NotificationState(1, NotificationAction.CREATED, TWO))
        .isNotEqualTo("CREATED");
    assertThat(sent).hasToString("NotificationState[revision=1, last=CREATED]");
  }
}
