package dev.tocsin.local;

import org.jspecify.annotations.Nullable;

/**
 * The local stack cannot start or continue; the message says what is wrong, where, and how to fix
 * it.
 */
public final class LocalStackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public LocalStackException(String message) {
    this(message, null);
  }

  public LocalStackException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
