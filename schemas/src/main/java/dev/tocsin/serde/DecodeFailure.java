package dev.tocsin.serde;

/** What a failure to decode a record means for whoever consumes it. */
public sealed interface DecodeFailure {

  /**
   * The bytes are poison: set them aside and go on.
   *
   * @param reason why
   */
  record Malformed(MalformedReason reason) implements DecodeFailure {}

  /**
   * The record may be fine, but the registry cannot say now: stop and try again, set nothing aside.
   *
   * @param problem what is wrong and how to mend it; holds nothing of the record
   */
  record Unavailable(String problem) implements DecodeFailure {}
}
