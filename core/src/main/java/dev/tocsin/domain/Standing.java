package dev.tocsin.domain;

/** The standing of a record that at least one window of an incident covers. */
public enum Standing {
  /** Only DRAFT windows cover it. */
  DRAFT,
  /** An ACTIVE window covers it. */
  EXPOSED
}
