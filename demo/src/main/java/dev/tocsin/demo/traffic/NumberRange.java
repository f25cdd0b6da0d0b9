package dev.tocsin.demo.traffic;

import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A run of valid telephone numbers that share everything but their last digits.
 *
 * @param prefix E.164 up to the free digits, with the plus sign
 * @param countryCodeLength digits of the country calling code
 * @param freeDigits how many digits follow, any of them
 * @param region ISO 3166-1 alpha-2
 * @param state ISO 3166-2 where the number plan has it
 * @param carrier the carrier that the range was given to, where known
 * @param zone time zone of its people
 */
record NumberRange(
    String prefix,
    int countryCodeLength,
    int freeDigits,
    String region,
    @Nullable String state,
    @Nullable String carrier,
    ZoneId zone) {

  /** E.164 of the number with these last digits. */
  String number(int last) {
    String digits = Integer.toString(last);
    return prefix + "0".repeat(freeDigits - digits.length()) + digits;
  }

  /** How many numbers the range holds. */
  int size() {
    int size = 1;
    for (int i = 0; i < freeDigits; i++) {
      size *= 10;
    }
    return size;
  }
}
