package dev.tocsin.demo.story;

/** What the story is to be told on is not as it has to be; the message says how to mend it. */
public final class UnsuitableClusterException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public UnsuitableClusterException(String message) {
    super(message);
  }

  public UnsuitableClusterException(String message, Throwable cause) {
    super(message, cause);
  }
}
