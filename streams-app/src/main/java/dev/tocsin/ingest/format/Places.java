package dev.tocsin.ingest.format;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Countries and states as providers write them, as ISO 3166 does where that is certain. */
final class Places {

  private static final Pattern TWO_LETTERS = Pattern.compile("[A-Z]{2}");

  /** Their postal abbreviations are the codes of ISO 3166-2; elsewhere that is not so. */
  private static final Set<String> POSTAL_CODES_ARE_ISO = Set.of("US", "CA");

  private Places() {}

  /** ISO 3166-1 alpha-2 in upper case; null for anything else, such as {@code UNKNOWN}. */
  static @Nullable String country(@Nullable String code) {
    if (code == null) {
      return null;
    }
    String upper = code.strip().toUpperCase(Locale.ROOT);
    return TWO_LETTERS.matcher(upper).matches() ? upper : null;
  }

  /** A state as ISO 3166-2 where the code says so, else as it is given. */
  static @Nullable String state(@Nullable String country, @Nullable String state) {
    if (country == null || state == null || !POSTAL_CODES_ARE_ISO.contains(country)) {
      return state;
    }
    String upper = state.strip().toUpperCase(Locale.ROOT);
    return TWO_LETTERS.matcher(upper).matches() ? country + "-" + upper : state;
  }
}
