package dev.tocsin.domain;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The state of one notification: what was sent last.
 *
 * @param revision 0 when nothing was sent yet
 * @param last null when nothing was sent yet
 * @param fingerprint of the content that was sent last
 */
public record NotificationState(
    long revision, @Nullable NotificationAction last, byte[] fingerprint) {

  public static final NotificationState NONE = new NotificationState(0, null, new byte[0]);

  public boolean isInEffect() {
    return last != null && last.isInEffect();
  }

  /**
   * The action to send, or null when the last one is up to date.
   *
   * @param wanted fingerprint of the current content; null when no record is exposed or the account
   *     is missing
   * @param accountGone whether the account is missing
   */
  public @Nullable NotificationAction next(byte @Nullable [] wanted, boolean accountGone) {
    if (wanted == null) {
      if (!isInEffect()) {
        return null;
      }
      return accountGone ? NotificationAction.CLOSED : NotificationAction.WITHDRAWN;
    }
    if (!isInEffect()) {
      return NotificationAction.CREATED;
    }
    return Arrays.equals(fingerprint, wanted) ? null : NotificationAction.UPDATED;
  }

  /** The state after an action was sent. */
  public NotificationState sent(NotificationAction action, byte @Nullable [] content) {
    return new NotificationState(revision + 1, action, content == null ? new byte[0] : content);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NotificationState that
        && revision == that.revision
        && last == that.last
        && Arrays.equals(fingerprint, that.fingerprint);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(revision) * 31 + Arrays.hashCode(fingerprint);
  }

  @Override
  public String toString() {
    return "NotificationState[revision=" + revision + ", last=" + last + "]";
  }
}
