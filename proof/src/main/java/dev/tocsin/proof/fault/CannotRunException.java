package dev.tocsin.proof.fault;

/** Something that a proof needs does not work; nothing was proved or refuted. */
public final class CannotRunException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CannotRunException(String message) {
    super(message);
  }

  public CannotRunException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
