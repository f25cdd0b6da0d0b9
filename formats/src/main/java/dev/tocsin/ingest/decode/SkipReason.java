package dev.tocsin.ingest.decode;

/** Why something that could be read is no message log of its own: the code that is counted. */
public enum SkipReason {
  STATUS_EVENT("a later status of a message whose sending is an event of its own"),
  NOT_YET_SENT("the message is still on its way out; it comes again when it was sent"),
  RECEIPT_ONLY(
      "a receipt that does not say when its message was sent; if no earlier one did, the message"
          + " has to come from another source"),
  NEVER_SENT("the message was given up before it was sent"),
  OTHER_EVENT("an event that is not about a message or a call"),
  OTHER_PARTY("there is no phone number in it: nobody to be told");

  private final String meaning;

  SkipReason(String meaning) {
    this.meaning = meaning;
  }

  /** For people. */
  public String meaning() {
    return meaning;
  }
}
