package dev.tocsin.domain;

/** What a revision of a notification does to what the notifier was told before. */
public enum NotificationAction {
  CREATED,
  UPDATED,
  /** No exposed record is left: what was said is recalled. */
  WITHDRAWN,
  /** The account is gone; its exposures wait for it to come back. */
  CLOSED;

  /**
   * Whether the notifier holds something true after this action. WITHDRAWN and CLOSED are absence.
   */
  public boolean stands() {
    return this == CREATED || this == UPDATED;
  }
}
