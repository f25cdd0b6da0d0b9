package dev.tocsin.demo.traffic;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberToCarrierMapper;
import com.google.i18n.phonenumbers.PhoneNumberToTimeZonesMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import com.google.i18n.phonenumbers.geocoding.PhoneNumberOfflineGeocoder;
import dev.tocsin.phone.Subdivisions;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of valid mobile numbers per country, found once by asking libphonenumber about candidates.
 * Drawing a number from a range costs nothing after that, which parsing each number would.
 */
final class NumberPlan {

  private static final int FREE_DIGITS = 4;
  private static final int CANDIDATES = 6_000;
  private static final int ENOUGH = 150;
  private static final String UNKNOWN_ZONE = "Etc/Unknown";

  private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
  private final PhoneNumberToCarrierMapper carriers = PhoneNumberToCarrierMapper.getInstance();
  private final PhoneNumberOfflineGeocoder places = PhoneNumberOfflineGeocoder.getInstance();
  private final PhoneNumberToTimeZonesMapper zones = PhoneNumberToTimeZonesMapper.getInstance();
  private final Map<String, List<NumberRange>> byRegion = new LinkedHashMap<>();

  private NumberPlan() {}

  /** Finds ranges for every country of the demo; which ones depends on the seed alone. */
  static NumberPlan find(long seed) {
    NumberPlan plan = new NumberPlan();
    for (int i = 0; i < Country.ALL.size(); i++) {
      Country country = Country.ALL.get(i);
      SplittableRandom random = Seeds.at(seed, Seeds.Stream.NUMBER_RANGES, i);
      plan.byRegion.put(country.region(), plan.rangesOf(country, random));
    }
    return plan;
  }

  /** Valid ranges of a country of {@link Country#ALL}, at least one. */
  List<NumberRange> ranges(String region) {
    List<NumberRange> ranges = byRegion.get(region);
    if (ranges == null) {
      throw new IllegalArgumentException("no number ranges for region " + region);
    }
    return ranges;
  }

  private List<NumberRange> rangesOf(Country country, SplittableRandom random) {
    PhoneNumber example = numbers.getExampleNumberForType(country.region(), PhoneNumberType.MOBILE);
    if (example == null) {
      throw new IllegalStateException("libphonenumber has no example for " + country.region());
    }
    boolean northAmerica = example.getCountryCode() == 1;
    IntFunction<String> candidate =
        northAmerica
            ? i -> northAmericanPrefix(i, random)
            : i -> variation(numbers.getNationalSignificantNumber(example), random);
    Set<String> seen = new LinkedHashSet<>();
    List<NumberRange> found = new ArrayList<>();
    int tries = northAmerica ? 800 : CANDIDATES;
    for (int i = 0; i < tries && (northAmerica || found.size() < ENOUGH); i++) {
      String prefix = "+" + example.getCountryCode() + candidate.apply(i);
      if (seen.add(prefix)) {
        range(country, prefix, random).ifPresent(found::add);
      }
    }
    if (found.isEmpty()) {
      throw new IllegalStateException("no valid number range found for " + country.region());
    }
    return List.copyOf(found);
  }

  /** Every area code once: which of them are whose is for libphonenumber to say. */
  private static String northAmericanPrefix(int i, SplittableRandom random) {
    return Integer.toString(200 + i)
        + random.nextInt(2, 10)
        + random.nextInt(2, 10)
        + random.nextInt(2, 10);
  }

  /** The example's length and first digit, anything in between. */
  private static String variation(String national, SplittableRandom random) {
    StringBuilder prefix = new StringBuilder(national.substring(0, 1));
    while (prefix.length() < national.length() - FREE_DIGITS) {
      prefix.append(random.nextInt(10));
    }
    return prefix.toString();
  }

  private Optional<NumberRange> range(Country country, String prefix, SplittableRandom random) {
    PhoneNumber number = null;
    for (int last : new int[] {0, 9_999, 5_000, random.nextInt(10_000), 1_234}) {
      number = validMobile(country.region(), prefix + String.format(Locale.ROOT, "%04d", last));
      if (number == null) {
        return Optional.empty();
      }
    }
    if (number == null) {
      return Optional.empty();
    }
    String carrier = carriers.getNameForNumber(number, Locale.ENGLISH);
    return Optional.of(
        new NumberRange(
            prefix,
            Integer.toString(number.getCountryCode()).length(),
            FREE_DIGITS,
            country.region(),
            Subdivisions.code(
                country.region(), places.getDescriptionForNumber(number, Locale.ENGLISH)),
            carrier.isEmpty() ? null : carrier,
            zone(number, random)));
  }

  private @Nullable PhoneNumber validMobile(String region, String e164) {
    try {
      PhoneNumber number = numbers.parse(e164, "ZZ");
      PhoneNumberType type = numbers.getNumberType(number);
      boolean mobile =
          type == PhoneNumberType.MOBILE || type == PhoneNumberType.FIXED_LINE_OR_MOBILE;
      return mobile && numbers.isValidNumberForRegion(number, region) ? number : null;
    } catch (NumberParseException e) {
      return null;
    }
  }

  private ZoneId zone(PhoneNumber number, SplittableRandom random) {
    List<String> names = zones.getTimeZonesForNumber(number);
    String name = names.get(random.nextInt(names.size()));
    try {
      return name.equals(UNKNOWN_ZONE) ? ZoneOffset.UTC : ZoneId.of(name);
    } catch (DateTimeException e) {
      // libphonenumber's zone names may be newer than the JDK's.
      return ZoneOffset.UTC;
    }
  }
}
