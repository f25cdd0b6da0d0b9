package dev.tocsin.proof.fault;

/** What is needed for a proof does not start or answer; nothing was shown, neither way. */
public final class CannotRunException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CannotRunException(String message) {
    super(message);
  }

  public CannotRunException(String message, Throwable cause) {
    super(message + ": " + cause.getMessage(), cause);
  }
}
