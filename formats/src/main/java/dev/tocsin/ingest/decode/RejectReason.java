package dev.tocsin.ingest.decode;

import dev.tocsin.domain.FieldLimits;

/** Why an input line was not taken: the code that is counted and reported, and the mend. */
public enum RejectReason {
  INVALID_UTF8("the line is not valid UTF-8; convert the file first"),
  LINE_TOO_LONG("a line may have up to " + Json.MAX_BYTES + " bytes"),
  MALFORMED_JSON("not valid JSON; one object per line is expected"),
  BROKEN_DOCUMENT("the JSON document is broken here, or ends too early; get the file again"),
  OTHER_DOCUMENT(
      "this is a JSON document, but none of the format; 'tocsin logs formats' says what that looks"
          + " like"),
  NOT_AN_OBJECT("a JSON object is expected"),
  DUPLICATE_FIELD("the same field occurs twice in one object"),
  MALFORMED_CSV("a quote is not closed on its line, or stands inside a value that is not quoted"),
  WRONG_HEADER(
      "the first line has to name the columns that the format needs, each once and divided by"
          + " commas; 'tocsin logs formats' says which"),
  WRONG_COLUMN_COUNT("the line has another number of columns than the header"),
  MISSING_FIELD("the field is required and must not be blank"),
  WRONG_TYPE("the field has another type or form than the format says"),
  FIELD_TOO_LONG("a value may have up to " + FieldLimits.MAX_NAME + " characters"),
  INVALID_TEXT("the value holds half of a character (an unpaired surrogate); export again"),
  CONTROL_CHARACTER("the value holds a line break or another control character"),
  INVALID_TIME("not a time as the format writes it; 'tocsin logs formats' says how"),
  TIME_IN_SECONDS("looks like epoch seconds; epoch milliseconds are expected"),
  FUTURE_TIME("the time lies further ahead of the clock than is tolerated"),
  INVALID_E164("expected + and 7 to 15 digits; leave it out to have it derived from phone"),
  INVALID_COUNTRY("expected two letters, ISO 3166-1 alpha-2"),
  PROVIDER_MISMATCH("the record names another provider than the one it is imported for"),
  UNMAPPED_CHILD_ACCOUNT(
      "the record belongs to a child account; say which account that is with --map-account"),
  UNMAPPED_ACCOUNT("the record does not say whose it is; name the account of the feed"),
  CEF("CEF loses ids and exact times; have duo_log_sync write JSON"),
  DUO_V1("this is a record of the Admin API v1; read it as format duo-v1, or export with v2"),
  API_ERROR("this is an error answer of the API, not a log; export again"),
  NO_ITEMS("the answer of the API has no list of items");

  private final String remedy;

  RejectReason(String remedy) {
    this.remedy = remedy;
  }

  /** What is wrong in general and what to do, without any data of the line. */
  public String remedy() {
    return remedy;
  }
}
