package dev.tocsin.ingest.decode;

/** Leaves a decoder half way because there is nothing to import; nothing is wrong. */
public final class SkipException extends Exception {

  private static final long serialVersionUID = 1L;

  private final SkipReason reason;

  public SkipException(SkipReason reason) {
    // Every second event of a feed may be one: no stack trace.
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public SkipReason reason() {
    return reason;
  }
}
