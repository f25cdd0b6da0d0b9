package dev.tocsin.domain;

/** Why a notification is pending. */
public enum PendingCause {
  /** The account is not in the account table. */
  ACCOUNT_UNKNOWN
}
