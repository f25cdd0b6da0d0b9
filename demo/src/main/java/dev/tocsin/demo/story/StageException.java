package dev.tocsin.demo.story;

/** What the story is to be told on is not as it has to be; the message says how to mend it. */
public final class StageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StageException(String message) {
    super(message);
  }

  public StageException(String message, Throwable cause) {
    super(message, cause);
  }
}
