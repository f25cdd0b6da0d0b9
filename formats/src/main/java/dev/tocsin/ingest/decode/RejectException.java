package dev.tocsin.ingest.decode;

import org.jspecify.annotations.Nullable;

/**
 * Leaves a decoder half way; becomes a {@link Decoded.Rejected} and never reaches a caller of it.
 */
public final class RejectException extends Exception {

  private static final long serialVersionUID = 1L;

  private final RejectReason reason;
  private final @Nullable String field;
  private final @Nullable String detail;

  public RejectException(RejectReason reason, @Nullable String field, @Nullable String detail) {
    // A bad file throws once a line: no stack trace is needed to report it.
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
