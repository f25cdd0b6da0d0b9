package dev.tocsin.ingest.decode;

import org.jspecify.annotations.Nullable;

/** Ends the decoding of an item; the decoder turns it into a {@link Decoded.Rejected}. */
public final class RejectException extends Exception {

  private static final long serialVersionUID = 1L;

  private final RejectReason reason;
  private final @Nullable String field;
  private final @Nullable String detail;

  public RejectException(RejectReason reason, @Nullable String field, @Nullable String detail) {
    // A malformed file throws once a line; the report needs no stack trace.
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.field = field;
    this.detail = detail;
  }

  public RejectException(RejectReason reason, @Nullable String field) {
    this(reason, field, null);
  }

  public <T> Decoded.Rejected<T> toRejected() {
    return new Decoded.Rejected<>(reason, field, detail);
  }
}
