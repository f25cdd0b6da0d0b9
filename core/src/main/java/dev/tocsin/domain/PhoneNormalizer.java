package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/** Knows which numbers are valid. A pure function: the same text always gives the same answer. */
@FunctionalInterface
public interface PhoneNormalizer {

  /** The number in E.164, or null when it is not a valid international number. */
  @Nullable String e164(String phone);

  /**
   * The valid E.164 form of a record's recipient: the one that the provider gave if it is valid,
   * else the one derived from the number as given, else null.
   */
  default @Nullable String e164(LogRecord record) {
    String given = record.phoneE164();
    String valid = given == null ? null : e164(given);
    return valid == null ? e164(record.phone()) : valid;
  }

  /**
   * Where a record's message went. What the provider says comes first; the rest is a pure function
   * of it and the number.
   *
   * @param e164 the recipient in E.164; null where it is not valid
   */
  default RecordDetails details(LogRecord record, @Nullable String e164) {
    return RecordDetails.asPushed(record);
  }
}
