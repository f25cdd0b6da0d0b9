package dev.tocsin.demo.traffic;

import org.jspecify.annotations.Nullable;

/**
 * The ways in which providers write one and the same number.
 *
 * @param phone the number as pushed
 * @param e164 E.164 where the provider adds it
 * @param person who that is: E.164 when {@code phone} is a valid number, else {@code phone}
 */
record PhoneSpelling(String phone, @Nullable String e164, String person) {

  private static final int LOST_DIGITS = 3;

  static PhoneSpelling of(Population.Person person, int permille) {
    String e164 = person.e164();
    if (permille < 650) {
      return new PhoneSpelling(e164, null, e164);
    }
    if (permille < 900) {
      return new PhoneSpelling(e164, e164, e164);
    }
    if (permille < 955) {
      return new PhoneSpelling(spaced(e164, person.range().countryCodeLength()), null, e164);
    }
    if (permille < 997) {
      // Without the plus sign it is no international number: only the provider knows what it is.
      return new PhoneSpelling(e164.substring(1), e164, e164);
    }
    String broken = e164.substring(0, e164.length() - LOST_DIGITS);
    return new PhoneSpelling(broken, null, broken);
  }

  /** For example {@code +1 202-555-0134}. */
  private static String spaced(String e164, int countryCodeLength) {
    int end = e164.length();
    int area = 1 + countryCodeLength;
    return e164.substring(0, area)
        + " "
        + e164.substring(area, area + 3)
        + "-"
        + e164.substring(area + 3, end - 4)
        + "-"
        + e164.substring(end - 4);
  }
}
