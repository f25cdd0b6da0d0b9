package dev.tocsin.demo.check;

/**
 * A difference between the outputs of the detector and the recount, or an output that no consumer
 * may see.
 *
 * @param kind for counting
 * @param detail without a complete phone number
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
