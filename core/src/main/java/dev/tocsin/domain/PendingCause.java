package dev.tocsin.domain;

/** What a notification that ought to be sent still waits for. */
public enum PendingCause {
  /** The account table has no row for the account, or lost it. */
  ACCOUNT_UNKNOWN
}
