package dev.tocsin.ingest.format;

import dev.tocsin.phone.Subdivisions;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Converts countries and states of providers to ISO 3166 codes where that is certain. */
final class Places {

  private static final Pattern TWO_LETTERS = Pattern.compile("[A-Z]{2}");

  private Places() {}

  /** ISO 3166-1 alpha-2 in upper case; null for anything else, such as {@code UNKNOWN}. */
  static @Nullable String country(@Nullable String code) {
    if (code == null) {
      return null;
    }
    String upper = code.strip().toUpperCase(Locale.ROOT);
    return TWO_LETTERS.matcher(upper).matches() ? upper : null;
  }

  /** A state as ISO 3166-2 where that is certain, else unchanged. */
  static @Nullable String state(@Nullable String country, @Nullable String state) {
    return state == null ? null : Subdivisions.normal(country, state);
  }
}
