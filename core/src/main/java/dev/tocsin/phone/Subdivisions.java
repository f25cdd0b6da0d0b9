package dev.tocsin.phone;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** ISO 3166-2 codes of the states and provinces of the North American number plan. */
public final class Subdivisions {

  private static final Map<String, String> UNITED_STATES =
      Map.ofEntries(
          entry("Alabama", "AL"),
          entry("Alaska", "AK"),
          entry("Arizona", "AZ"),
          entry("Arkansas", "AR"),
          entry("California", "CA"),
          entry("Colorado", "CO"),
          entry("Connecticut", "CT"),
          entry("Delaware", "DE"),
          entry("Florida", "FL"),
          entry("Georgia", "GA"),
          entry("Hawaii", "HI"),
          entry("Idaho", "ID"),
          entry("Illinois", "IL"),
          entry("Indiana", "IN"),
          entry("Iowa", "IA"),
          entry("Kansas", "KS"),
          entry("Kentucky", "KY"),
          entry("Louisiana", "LA"),
          entry("Maine", "ME"),
          entry("Maryland", "MD"),
          entry("Massachusetts", "MA"),
          entry("Michigan", "MI"),
          entry("Minnesota", "MN"),
          entry("Mississippi", "MS"),
          entry("Missouri", "MO"),
          entry("Montana", "MT"),
          entry("Nebraska", "NE"),
          entry("Nevada", "NV"),
          entry("New Hampshire", "NH"),
          entry("New Jersey", "NJ"),
          entry("New Mexico", "NM"),
          entry("New York", "NY"),
          entry("North Carolina", "NC"),
          entry("North Dakota", "ND"),
          entry("Ohio", "OH"),
          entry("Oklahoma", "OK"),
          entry("Oregon", "OR"),
          entry("Pennsylvania", "PA"),
          entry("Rhode Island", "RI"),
          entry("South Carolina", "SC"),
          entry("South Dakota", "SD"),
          entry("Tennessee", "TN"),
          entry("Texas", "TX"),
          entry("Utah", "UT"),
          entry("Vermont", "VT"),
          entry("Virginia", "VA"),
          entry("Washington", "WA"),
          entry("Washington State", "WA"),
          entry("Washington D.C.", "DC"),
          entry("West Virginia", "WV"),
          entry("Wisconsin", "WI"),
          entry("Wyoming", "WY"));

  private static final Map<String, String> CANADA =
      Map.ofEntries(
          entry("Alberta", "AB"),
          entry("British Columbia", "BC"),
          entry("Manitoba", "MB"),
          entry("New Brunswick", "NB"),
          entry("Newfoundland and Labrador", "NL"),
          entry("Nova Scotia", "NS"),
          entry("Ontario", "ON"),
          entry("Prince Edward Island", "PE"),
          entry("Quebec", "QC"),
          entry("Saskatchewan", "SK"));

  private static final Pattern COMPLETE = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");

  private Subdivisions() {}

  /**
   * Reads a geocoder's description, which names a state ("Texas") or a place in one ("Austin, TX").
   *
   * @return for example {@code US-TX}; null if the description has no state
   */
  public static @Nullable String code(String region, String description) {
    Map<String, String> names = names(region);
    int comma = description.lastIndexOf(", ");
    String last = comma < 0 ? description : description.substring(comma + 2);
    String code = names.get(last);
    if (code == null && names.containsValue(last)) {
      code = last;
    }
    return code == null ? null : region + "-" + code;
  }

  /**
   * Converts a state of a provider to ISO 3166-2 if that is certain: {@code TX}, {@code Texas},
   * {@code us-tx}.
   *
   * @param region ISO 3166-1 alpha-2, or null if unknown
   * @return the code, or the state as given
   */
  public static String normal(@Nullable String region, String state) {
    String given = state.strip();
    String upper = given.toUpperCase(Locale.ROOT);
    if (COMPLETE.matcher(upper).matches()) {
      return upper;
    }
    Map<String, String> names = names(region);
    if (names.containsValue(upper)) {
      return region + "-" + upper;
    }
    return names.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(given))
        .findFirst()
        .map(entry -> region + "-" + entry.getValue())
        .orElse(given);
  }

  private static Map<String, String> names(@Nullable String region) {
    return switch (region) {
      case "US" -> UNITED_STATES;
      case "CA" -> CANADA;
      case null, default -> Map.of();
    };
  }
}
