package dev.tocsin.phone;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Countries as providers write them, as ISO 3166-1 alpha-2 does. */
final class Countries {

  private static final Set<String> TWO = Set.of(Locale.getISOCountries());
  private static final Map<String, String> THREE = three();

  private Countries() {}

  /** The code of two letters; what is no country's code stays as it is given. */
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
