package dev.tocsin.domain;

/** Whether a window is meant yet. */
public enum WindowStatus {
  /** Counted, never notified. */
  DRAFT,
  ACTIVE
}
