package dev.tocsin.domain;

/** Whom a notification is for. */
public enum Audience {
  /** The provider's customer whose records were exposed. */
  ACCOUNT,
  /** The person behind a phone number. */
  USER
}
