package dev.tocsin.demo.traffic;

import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The people behind the accounts. Each has one number, which is a function of the person, so that
 * nothing is stored.
 */
final class Population {

  private static final int AT_HOME_PERCENT = 88;

  private final long seed;
  private final Map<String, List<NumberRange>> ranges = new LinkedHashMap<>();
  private final Map<String, Country> countries = new LinkedHashMap<>();

  Population(long seed, NumberPlan plan) {
    this.seed = seed;
    for (Country country : Country.ALL) {
      ranges.put(country.region(), plan.ranges(country.region()));
      countries.put(country.region(), country);
    }
  }

  /**
   * A person.
   *
   * @param last the free digits of the number within its range
   */
  record Person(NumberRange range, int last, @Nullable String carrier) {
    String e164() {
      return range.number(last);
    }

    ZoneId zone() {
      return range.zone();
    }
  }

  /** The person with this number among those of an account. */
  Person person(DemoAccount account, int index) {
    SplittableRandom random =
        Seeds.at(seed, Seeds.Stream.PEOPLE, ((long) account.index() << 32) | index);
    String region =
        random.nextInt(100) < AT_HOME_PERCENT
            ? account.country()
            : country(random.nextInt(100)).region();
    List<NumberRange> homes = get(ranges, region);
    NumberRange range = homes.get(random.nextInt(homes.size()));
    int last = random.nextInt(range.size());
    List<String> carriers = get(countries, region).carriers();
    String carrier =
        carriers.isEmpty() ? range.carrier() : carriers.get(random.nextInt(carriers.size()));
    return new Person(range, last, carrier);
  }

  /** The country at a percentage point from 0 to 99. */
  static Country country(int percent) {
    int left = percent;
    for (Country country : Country.ALL) {
      left -= country.weight();
      if (left < 0) {
        return country;
      }
    }
    throw new IllegalArgumentException("not a percentage point: " + percent);
  }

  private static <V> V get(Map<String, V> map, String region) {
    V value = map.get(region);
    if (value == null) {
      throw new IllegalArgumentException("not a region of the demo: " + region);
    }
    return value;
  }
}
