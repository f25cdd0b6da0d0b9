package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/** Validates and normalizes phone numbers. A pure function of the text. */
@FunctionalInterface
public interface PhoneNormalizer {

  /** The number in E.164, or null when it is not a valid international number. */
  @Nullable String e164(String phone);

  /**
   * A record's recipient in E.164: the number that the provider gave in E.164 if it is valid, else
   * the one derived from the number as given, else null.
   */
  default @Nullable String e164(LogRecord record) {
    String given = record.phoneE164();
    String valid = given == null ? null : e164(given);
    return valid == null ? e164(record.phone()) : valid;
  }

  /**
   * Carrier, country and state of a record. Fields of the provider take precedence; the others are
   * a pure function of them and the number.
   *
   * @param e164 the recipient in E.164; null if the number is not valid
   */
  default RecordDetails details(LogRecord record, @Nullable String e164) {
    return RecordDetails.ofProvider(record);
  }
}
