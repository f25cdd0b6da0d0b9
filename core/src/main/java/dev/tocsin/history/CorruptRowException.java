package dev.tocsin.history;

import java.io.Serial;

/**
 * A stored row of the history is not what was written there. The message names the place and never
 * the content.
 */
public final class CorruptRowException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final boolean placed;

  /** For whoever knows what is wrong and not where. */
  public CorruptRowException(String why) {
    super(why);
    this.placed = false;
  }

  public CorruptRowException(String place, String why) {
    super(
        "the history is damaged at "
            + place
            + ": "
            + why
            + ". Stop this instance, delete the task's directory under state.dir and start again:"
            + " it is restored from its changelog topic");
    this.placed = true;
  }

  /** Whether the message says where. */
  public boolean isPlaced() {
    return placed;
  }
}
