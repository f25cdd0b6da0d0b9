package dev.tocsin.demo.traffic;

import java.util.List;

/**
 * Where the demo's people live.
 *
 * @param region ISO 3166-1 alpha-2
 * @param weight share among all people, in percent
 * @param carriers used where libphonenumber knows no carrier for a number, as in North America,
 *     whose numbers have moved between carriers since 2003
 */
record Country(String region, int weight, List<String> carriers) {

  private static final List<String> UNITED_STATES =
      List.of("Verizon Wireless", "AT&T Mobility", "T-Mobile USA", "U.S. Cellular");
  private static final List<String> CANADA =
      List.of("Rogers Wireless", "Bell Mobility", "TELUS Mobility", "Freedom Mobile");

  static final List<Country> ALL =
      List.of(
          new Country("US", 56, UNITED_STATES),
          new Country("CA", 8, CANADA),
          new Country("GB", 10, List.of()),
          new Country("DE", 6, List.of()),
          new Country("IN", 5, List.of()),
          new Country("FR", 4, List.of()),
          new Country("AU", 3, List.of()),
          new Country("BR", 3, List.of()),
          new Country("JP", 2, List.of()),
          new Country("NL", 1, List.of()),
          new Country("SE", 1, List.of()),
          new Country("SG", 1, List.of()));
}
