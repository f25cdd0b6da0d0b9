package dev.tocsin.ingest.decode;

/** Ends the decoding of an item that is valid and has nothing to import. */
public final class SkipException extends Exception {

  private static final long serialVersionUID = 1L;

  private final SkipReason reason;

  public SkipException(SkipReason reason) {
    // Half of the events of a feed may be skipped: no stack trace.
    super(reason.name(), null, false, false);
    this.reason = reason;
  }

  public SkipReason reason() {
    return reason;
  }
}
