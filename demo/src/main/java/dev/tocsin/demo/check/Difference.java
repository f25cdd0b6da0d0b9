package dev.tocsin.demo.check;

/**
 * Something that stands and should not, should and does not, or was told wrongly.
 *
 * @param kind what sort of difference, for counting
 * @param detail which one; names no phone number in full
 */
public record Difference(Kind kind, String detail) {

  /** The sorts of differences. */
  public enum Kind {
    EXPOSURE_MISSING,
    EXPOSURE_EXTRA,
    EXPOSURE_REPEATED,
    NOTIFICATION_MISSING,
    NOTIFICATION_EXTRA,
    NOTIFICATION_CONTENT,
    NOTIFICATION_SEQUENCE,
    INCIDENT,
    DEAD_LETTERS,
    DRAFT
  }
}
