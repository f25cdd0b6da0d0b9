package dev.tocsin.topology.state;

import java.io.Serial;

/** Stored rows contradict each other, so some are lost. The message contains no stored data. */
public final class LostStateException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public LostStateException(String why) {
    super(
        why
            + ": stored rows are lost; delete state.dir and restart the instance, and if the error"
            + " recurs, the changelog topic has lost records: start over with a new application.id");
  }
}
