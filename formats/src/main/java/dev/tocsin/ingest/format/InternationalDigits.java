package dev.tocsin.ingest.format;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of providers that document them as international but write them without the plus. Only
 * there may one be put before the digits; anywhere else they may as well be a national number.
 */
final class InternationalDigits {

  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{6,14}");

  private InternationalDigits() {}

  /** The number in E.164; null when it has a plus already, or is no full number. */
  static @Nullable String e164(String number) {
    return DIGITS.matcher(number).matches() ? "+" + number : null;
  }
}
