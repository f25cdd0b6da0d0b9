package dev.tocsin.domain;

/** The audience of a notification. */
public enum Audience {
  /** The provider's customer whose records were exposed. */
  ACCOUNT,
  /** The person behind a phone number. */
  USER
}
