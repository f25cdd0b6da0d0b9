package dev.tocsin.serde;

import java.io.Serial;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The bytes of a record are malformed. Neither the message nor a cause contains a byte or a value
 * of the record, because readers of logs may not have access to it.
 */
public final class MalformedRecordException extends SerializationException {

  @Serial private static final long serialVersionUID = 1L;

  private final MalformedReason reason;

  MalformedRecordException(MalformedReason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The reason. */
  public MalformedReason reason() {
    return reason;
  }
}
