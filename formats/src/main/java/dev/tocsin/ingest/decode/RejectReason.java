package dev.tocsin.ingest.decode;

import dev.tocsin.domain.FieldLimits;

/** Why an input line was rejected: the code in counts and reports, and the remedy. */
public enum RejectReason {
  INVALID_UTF8("the line is not valid UTF-8; convert the file to UTF-8"),
  LINE_TOO_LONG("the line exceeds the limit of " + Json.MAX_BYTES + " bytes"),
  MALFORMED_JSON("the line is not valid JSON; expected one object per line"),
  BROKEN_DOCUMENT(
      "the JSON document is malformed or truncated here; export or download the file again"),
  OTHER_DOCUMENT(
      "the JSON document is not of this format; see 'tocsin logs formats' for the layout"),
  NOT_AN_OBJECT("the value is not a JSON object; expected one"),
  DUPLICATE_FIELD("one object has the same field twice; correct the export"),
  MALFORMED_CSV(
      "a quote is not closed, or is inside an unquoted value; quote values as RFC 4180 does"),
  WRONG_HEADER(
      "the first line must name the columns of the format, each once, separated by commas; see"
          + " 'tocsin logs formats' for the columns"),
  WRONG_COLUMN_COUNT("the number of columns differs from the header; correct the line"),
  MISSING_FIELD("the field is required and must not be blank; supply it"),
  WRONG_TYPE("the field does not have the type that the format defines; see 'tocsin logs formats'"),
  FIELD_TOO_LONG("the value exceeds the limit of " + FieldLimits.MAX_NAME + " characters"),
  INVALID_TEXT(
      "the value contains an unpaired surrogate (half of a character); export the record again"),
  CONTROL_CHARACTER("the value contains a line break or another control character; remove it"),
  INVALID_TIME("the value is not a time in the notation of the format; see 'tocsin logs formats'"),
  TIME_IN_SECONDS("the value looks like epoch seconds; supply epoch milliseconds"),
  FUTURE_TIME("the time is too far in the future; correct it"),
  INVALID_E164(
      "the number is not in E.164; supply + and 7 to 15 digits, or omit it to derive it from phone"),
  INVALID_COUNTRY("the country is not an ISO 3166-1 alpha-2 code; supply two letters"),
  PROVIDER_MISMATCH(
      "the record names a provider other than --provider; import it for that provider"),
  UNMAPPED_CHILD_ACCOUNT(
      "the record belongs to a child account; map the child account with --map-account"),
  UNMAPPED_ACCOUNT(
      "the record names no account; give it with --account, or name the field that holds it"),
  CEF(
      "the record is in CEF, which lacks ids and exact times; configure duo_log_sync to write JSON"),
  DUO_V1(
      "the record is from version 1 of the Admin API; use format duo-v1, or export with version 2"),
  API_ERROR("the record is an error response of the API; correct the request and export again"),
  NO_ITEMS("the API response has no list of records; export again");

  private final String remedy;

  RejectReason(String remedy) {
    this.remedy = remedy;
  }

  /** The problem in general and its fix, without data of the line. */
  public String remedy() {
    return remedy;
  }
}
