package dev.tocsin.serde;

import java.io.IOException;
import java.io.Serial;

/** A payload is not valid Avro binary. The message names the violated rule, never bytes. */
final class PayloadException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  PayloadException(String rule) {
    super(rule);
  }

  /** Omits the stack trace, because malformed records may arrive at the full rate of a topic. */
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
