package dev.tocsin.demo.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The customers, sized by Zipf's law: the first has an eighth of all traffic, most of the others
 * next to none.
 */
public final class AccountBook {

  private static final List<String> FIRST =
      List.of(
          "Harbor",
          "Juniper",
          "Northgate",
          "Lantern",
          "Cobalt",
          "Meridian",
          "Alder",
          "Quarry",
          "Saltmarsh",
          "Beacon",
          "Foxglove",
          "Granite",
          "Willow",
          "Copper",
          "Heron",
          "Summit",
          "Tidewater",
          "Orchard",
          "Prairie",
          "Kestrel");
  private static final List<String> SECOND =
      List.of(
          "Dental",
          "Credit Union",
          "Logistics",
          "University",
          "Robotics",
          "Health",
          "Insurance",
          "Foods",
          "Energy",
          "School District",
          "Legal",
          "Airways",
          "Media",
          "Bank",
          "Biotech",
          "Museum",
          "Hotels",
          "Software",
          "Rail",
          "Water");
  private static final List<String> THIRD = List.of("Group", "Inc.", "Partners", "Co.", "Trust");

  private final List<DemoAccount> accounts;
  private final double[] cumulative;

  private AccountBook(List<DemoAccount> accounts, double[] cumulative) {
    this.accounts = List.copyOf(accounts);
    this.cumulative = cumulative;
  }

  /** Makes {@code count} accounts for {@code records} messages. */
  static AccountBook open(long seed, int count, long records) {
    double[] cumulative = new double[count];
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += 1.0 / (i + 1);
      cumulative[i] = sum;
    }
    List<DemoAccount> accounts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double share = 1.0 / (i + 1) / sum;
      accounts.add(account(seed, i, (int) Math.max(1, Math.round(share * records / 7))));
    }
    for (int i = 0; i < count; i++) {
      cumulative[i] /= sum;
    }
    return new AccountBook(accounts, cumulative);
  }

  public List<DemoAccount> all() {
    return accounts;
  }

  /** The account at a point of the unit interval, where each takes its share of traffic. */
  DemoAccount at(double point) {
    int found = Arrays.binarySearch(cumulative, point);
    return accounts.get(Math.min(found < 0 ? -found - 1 : found + 1, accounts.size() - 1));
  }

  private static DemoAccount account(long seed, int index, int people) {
    SplittableRandom random = Seeds.at(seed, Seeds.Stream.ACCOUNTS, index);
    String name =
        FIRST.get(random.nextInt(FIRST.size()))
            + " "
            + SECOND.get(random.nextInt(SECOND.size()))
            + " "
            + THIRD.get(random.nextInt(THIRD.size()));
    String id = "DA" + HexFormat.of().withUpperCase().toHexDigits(random.nextLong(), 12);
    return new DemoAccount(
        index,
        id,
        name,
        "security+" + id.substring(2).toLowerCase(Locale.ROOT) + "@customer.example",
        Population.country(random.nextInt(100)).region(),
        people,
        random.nextInt(100) < 60 ? 0 : 1);
  }
}
