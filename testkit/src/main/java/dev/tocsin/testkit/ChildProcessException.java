package dev.tocsin.testkit;

/**
 * A child process did not start, ended early or did not answer; the message ends with its output.
 */
public final class ChildProcessException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ChildProcessException(String message) {
    super(message);
  }

  public ChildProcessException(String message, Throwable cause) {
    super(message, cause);
  }
}
