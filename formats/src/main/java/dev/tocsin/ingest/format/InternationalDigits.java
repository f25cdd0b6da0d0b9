package dev.tocsin.ingest.format;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of providers that document them as international and write them without the plus. For
 * other providers the digits may be a national number, so the plus must not be added.
 */
final class InternationalDigits {

  private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{6,14}");

  private InternationalDigits() {}

  /** The number in E.164; null when it has a plus already or is not a complete number. */
  static @Nullable String e164(String number) {
    return DIGITS.matcher(number).matches() ? "+" + number : null;
  }
}
