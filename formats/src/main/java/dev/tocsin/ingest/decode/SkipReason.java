package dev.tocsin.ingest.decode;

/** Why a valid item yields no message log: the code in counts. */
public enum SkipReason {
  STATUS_EVENT("a later status of a message; another event reports the sending"),
  NOT_YET_SENT("the message is not sent yet; it appears again after sending"),
  RECEIPT_ONLY(
      "a receipt without the time of sending; if no earlier receipt has it, import the message from"
          + " another source"),
  NEVER_SENT("the message was cancelled before sending"),
  OTHER_EVENT("an event that is not about a message or a call"),
  OTHER_PARTY("the recipient has no phone number, so there is no person to notify");

  private final String meaning;

  SkipReason(String meaning) {
    this.meaning = meaning;
  }

  /** The meaning, for display. */
  public String meaning() {
    return meaning;
  }
}
