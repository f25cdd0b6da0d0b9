package dev.tocsin.topology.intake;

import dev.tocsin.domain.DeadLetterReason;
import org.jspecify.annotations.Nullable;

/** A record is invalid. The message names fields, never their values. */
public final class IntakeRejectedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final DeadLetterReason reason;
  private final @Nullable Long eventTime;

  public IntakeRejectedException(DeadLetterReason reason, String detail) {
    this(reason, detail, null);
  }

  /**
   * @param eventTime the time of the event in milliseconds, if it could be read
   */
  public IntakeRejectedException(DeadLetterReason reason, String detail, @Nullable Long eventTime) {
    super(detail, null, false, false);
    this.reason = reason;
    this.eventTime = eventTime;
  }

  public DeadLetterReason reason() {
    return reason;
  }

  public @Nullable Long eventTime() {
    return eventTime;
  }

  public String detail() {
    String message = getMessage();
    return message == null ? reason.remedy() : message;
  }
}
