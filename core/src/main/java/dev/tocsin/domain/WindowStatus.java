package dev.tocsin.domain;

/** Whether a window is in effect. */
public enum WindowStatus {
  /** Its records are counted; no notifications are sent. */
  DRAFT,
  ACTIVE
}
