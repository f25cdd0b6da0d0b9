package dev.tocsin.domain;

/** Why a record became a dead letter: the code in its header and metric label, and the remedy. */
public enum DeadLetterReason {
  NULL_VALUE("the record has no value; only windows and accounts are deleted with a null value"),
  NULL_KEY("the record has no key; write windows and accounts with their id as the key"),
  NOT_WIRE_FORMAT(
      "the value is not byte 0, a 4-byte schema id and Avro binary; check the provider's serializer"),
  UNKNOWN_SCHEMA(
      "the registry has no schema with this id; register the schema, then run dead-letters redrive"),
  INCOMPATIBLE_SCHEMA(
      "the writer's schema is incompatible with the contract of the topic; correct the schema"),
  MALFORMED_PAYLOAD("the Avro binary is truncated or malformed; check the provider's serializer"),
  TRAILING_BYTES(
      "the Avro binary is followed by more bytes; check the schema id and the serializer"),
  MALFORMED_JSON(
      "the value is not a JSON document of the provider's format; check providers.NAME.format"),
  INVALID_FIELD(
      "a field does not have the type that the provider's format defines; see 'tocsin logs formats'"),
  UNMAPPED_ACCOUNT(
      "the record names no account; set providers.NAME.account, then run dead-letters redrive"),
  API_ERROR(
      "the value is an error response of the provider's API; correct the request in the provider's"
          + " program"),
  CEF("the value is in CEF, which lacks ids and exact times; write JSON instead"),
  MISSING_FIELD("a required field is missing or blank; supply it"),
  KEY_MISMATCH("the record key differs from the id in the value; write the id as the key"),
  PROVIDER_MISMATCH(
      "the record names a provider that does not own the topic; write it to that provider's topic"),
  INVALID_EVENT_TIME(
      "a time is invalid or before 1970-01-01, or sent_at is not after it; correct the time"),
  FUTURE_EVENT_TIME(
      "a time is further in the future than event.time.future.tolerance; correct the writer's clock"),
  INVALID_RECORD_TIMESTAMP(
      "the Kafka timestamp is negative or far in the future; correct the producer's clock"),
  INVALID_RANGE("the window's 'from' is after its 'to'; correct the window"),
  INVALID_STATUS("the window's status is not DRAFT or ACTIVE; correct the window"),
  INVALID_BASED_ON(
      "based_on is not a revision; write the revision that the author saw, -1 for none, or nothing"),
  STALE_REVISION(
      "the window was changed after its author read it; compare it with 'tocsin window list', then"
          + " repeat the change"),
  EMPTY_LIST("a list of accounts or channels is empty or has a blank entry; use null for all"),
  TOO_MANY_ACCOUNTS(
      "the window names more accounts than window.max.accounts; split it into several windows"),
  FIELD_TOO_LONG("a text or a list of names exceeds its limit; shorten it"),
  TOO_LARGE("the record exceeds the size limit; shorten it, or raise record.max.bytes"),
  INTERNAL_ERROR("processing failed with an internal error; report it with the detail header");

  private final String remedy;

  DeadLetterReason(String remedy) {
    this.remedy = remedy;
  }

  /** The problem in general and its fix, without data of the record. */
  public String remedy() {
    return remedy;
  }
}
