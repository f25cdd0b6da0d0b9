package dev.tocsin.domain;

/** Why a record became a dead letter: the code in its header, its metric label, and the mend. */
public enum DeadLetterReason {
  NULL_VALUE("a record needs a value here; only windows and accounts are deleted by a null value"),
  NULL_KEY("windows and accounts need their id as the record key"),
  NOT_WIRE_FORMAT("the value must be byte 0, a 4-byte schema id and Avro binary"),
  UNKNOWN_SCHEMA("the registry does not know the schema id; register the schema, then redrive"),
  INCOMPATIBLE_SCHEMA("the writer's schema cannot be read as this topic's contract"),
  MALFORMED_PAYLOAD("the Avro binary ends early or is broken"),
  TRAILING_BYTES("bytes are left over after the Avro binary"),
  MALFORMED_JSON("the value is no JSON document of the format that this provider is said to push"),
  INVALID_FIELD("a field has another type or form than the provider's format says"),
  UNMAPPED_ACCOUNT(
      "the record does not say whose it is; name the account of the feed, then redrive"),
  MISSING_FIELD("a field that must not be blank is blank"),
  KEY_MISMATCH("the record key must equal the id inside the value"),
  PROVIDER_MISMATCH("the provider named inside does not own this topic"),
  INVALID_EVENT_TIME("times must not lie before 1970-01-01, and sent_at must lie after it"),
  FUTURE_EVENT_TIME("a time lies more than the tolerated skew ahead of the clock"),
  INVALID_RECORD_TIMESTAMP("the Kafka record timestamp is negative or far ahead of the clock"),
  INVALID_RANGE("a window's 'from' must not lie after its 'to'"),
  INVALID_STATUS("a window's status must be DRAFT or ACTIVE"),
  EMPTY_LIST(
      "a list of accounts or channels must be null (all) or name at least one, none of them blank"),
  TOO_MANY_ACCOUNTS(
      "a window names more accounts than are allowed; split it in several of one incident"),
  FIELD_TOO_LONG("a text is longer, or a list of names has more entries, than events can repeat"),
  TOO_LARGE("the record is larger than can be passed on"),
  INTERNAL_ERROR("Tocsin failed on this record; report it with the header's detail");

  private final String remedy;

  DeadLetterReason(String remedy) {
    this.remedy = remedy;
  }

  /** What is wrong in general and what to do, without any data of the record. */
  public String remedy() {
    return remedy;
  }
}
