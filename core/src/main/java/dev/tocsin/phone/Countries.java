package dev.tocsin.phone;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Converts country codes of providers to ISO 3166-1 alpha-2. */
final class Countries {

  private static final Set<String> TWO = Set.of(Locale.getISOCountries());
  private static final Map<String, String> THREE = three();

  private Countries() {}

  /** The code of two letters; an unknown code is returned unchanged. */
  static String normal(String country) {
    String upper = country.strip().toUpperCase(Locale.ROOT);
    return TWO.contains(upper) ? upper : THREE.getOrDefault(upper, country.strip());
  }

  private static Map<String, String> three() {
    Map<String, String> three = new HashMap<>();
    TWO.forEach(two -> three.put(Locale.of("", two).getISO3Country(), two));
    return Map.copyOf(three);
  }
}
