package dev.tocsin.demo.story;

/** The story cannot go on; the message says what went wrong and what to try. */
public final class DemoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DemoException(String message) {
    super(message);
  }

  public DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
