package dev.tocsin.topology.state;

import java.io.Serial;

/** Stored rows contradict each other: some are lost. The message names no data of theirs. */
public final class LostStateException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  public LostStateException(String why) {
    super(
        why
            + "; when deleting state.dir does not mend that, the changelog topic has lost records:"
            + " start over under a new application.id");
  }
}
