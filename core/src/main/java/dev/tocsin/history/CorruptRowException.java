package dev.tocsin.history;

import java.io.Serial;

/** A stored row is damaged. The message names the place, never the content. */
public final class CorruptRowException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final boolean placed;

  /** Without the place, which a caller adds. */
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
            + ". To restore it from its changelog topic, stop this instance, delete the task's"
            + " directory under state.dir and start the instance again");
    this.placed = true;
  }

  /** Whether the message names the place. */
  public boolean isPlaced() {
    return placed;
  }
}
