package dev.tocsin.demo.story;

/** The story cannot continue; the message says why, and how to fix it. */
public final class DemoException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DemoException(String message) {
    super(message);
  }

  public DemoException(String message, Throwable cause) {
    super(message, cause);
  }
}
