package dev.tocsin.domain;

/** How an incident stands to a record that at least one of its windows covers. */
public enum Standing {
  /** Only DRAFT windows cover it. */
  DRAFT,
  /** An ACTIVE window covers it. */
  EXPOSED
}
