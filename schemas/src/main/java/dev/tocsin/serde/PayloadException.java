package dev.tocsin.serde;

import java.io.IOException;
import java.io.Serial;

/** A payload breaks Avro's rules; the message says which, never with which bytes. */
final class PayloadException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  PayloadException(String rule) {
    super(rule);
  }

  /**
   * Poison may come at the full rate of a topic, and where in our decoder it failed says nothing.
   */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
