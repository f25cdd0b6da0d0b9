package dev.tocsin.serde;

import java.io.Serial;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A record's bytes cannot be read, and never will be. Neither the message nor a cause holds a byte
 * or a value of the record: who sees the log may not see the record.
 */
public final class MalformedRecordException extends SerializationException {

  @Serial private static final long serialVersionUID = 1L;

  private final MalformedReason reason;

  MalformedRecordException(MalformedReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why. */
  public MalformedReason reason() {
    return reason;
  }
}
