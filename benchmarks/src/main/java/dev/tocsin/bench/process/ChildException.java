package dev.tocsin.bench.process;

/** A child process did not do what it was started for. The message says where its log is. */
public final class ChildException extends RuntimeException {

  public ChildException(String message) {
    super(message);
  }

  public ChildException(String message, Throwable cause) {
    super(message, cause);
  }
}
