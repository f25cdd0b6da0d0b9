package dev.tocsin.domain;

/** What a revision of a notification does to the revision before. */
public enum NotificationAction {
  CREATED,
  UPDATED,
  /** No exposed record is left. */
  WITHDRAWN,
  /** The account was deleted; its exposures are pending until it returns. */
  CLOSED;

  /** Whether the notification is in effect after this action. WITHDRAWN and CLOSED mean absence. */
  public boolean isInEffect() {
    return this == CREATED || this == UPDATED;
  }
}
