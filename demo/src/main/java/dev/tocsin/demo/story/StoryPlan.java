package dev.tocsin.demo.story;

import dev.tocsin.demo.check.DeclaredWindow;
import dev.tocsin.demo.traffic.AccountBook;
import dev.tocsin.demo.traffic.DemoAccount;
import dev.tocsin.demo.traffic.Traffic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the story: which accounts are exposed, imported late or deleted, and the windows.
 */
final class StoryPlan {

  static final String THEFT = "INC-2024-0401";
  static final String KEY = "INC-LIVE-KEY";
  static final String FALSE_ALARM = "INC-2024-0310";

  static final String BREACHED = Traffic.PROVIDERS.getFirst();
  static final String LIVE = Traffic.PROVIDERS.getLast();

  static final Instant MARCH = Instant.parse("2024-03-01T00:00:00Z");
  static final Instant APRIL = Instant.parse("2024-04-01T00:00:00Z");
  static final Instant REVISED = Instant.parse("2024-03-25T00:00:00Z");
  static final Instant ALARM_FROM = Instant.parse("2024-03-10T00:00:00Z");
  static final Instant ALARM_TO = Instant.parse("2024-03-13T00:00:00Z");

  private static final int EXPOSED = 40;
  private static final int CLEARED = 12;
  private static final int BOUNDARY_ACCOUNTS = 4;
  private static final double STEP = 1.16;

  private final List<DemoAccount> exposed;
  private final List<DemoAccount> still;
  private final List<DemoAccount> late;
  private final DemoAccount never;
  private final DemoAccount renamed;
  private final DemoAccount leaving;

  StoryPlan(AccountBook book) {
    List<DemoAccount> customers =
        book.all().stream().filter(account -> account.primaryProvider() == 0).toList();
    exposed = spread(customers);
    if (exposed.size() < EXPOSED) {
      throw new IllegalArgumentException(
          "the story needs " + EXPOSED + " customers of " + BREACHED + ", not " + exposed.size());
    }
    // The revision removes about every third account, large and small.
    Set<Integer> cleared = new HashSet<>();
    for (int i = 0; i < CLEARED; i++) {
      cleared.add(3 + i * 3);
    }
    List<DemoAccount> remaining = new ArrayList<>();
    for (int i = 0; i < exposed.size(); i++) {
      if (!cleared.contains(i)) {
        remaining.add(exposed.get(i));
      }
    }
    still = List.copyOf(remaining);
    renamed = still.get(0);
    leaving = still.get(4);
    never = still.get(5);
    late = List.of(still.get(2), still.get(6), still.get(10), exposed.get(3));
  }

  /** Accounts of all sizes, each smaller than the one before by the same ratio. */
  private static List<DemoAccount> spread(List<DemoAccount> customers) {
    List<DemoAccount> chosen = new ArrayList<>();
    double at = 1;
    int last = 0;
    while (chosen.size() < EXPOSED && last < customers.size() - 1) {
      last = Math.min(Math.max(last + 1, (int) at), customers.size() - 1);
      chosen.add(customers.get(last));
      at *= STEP;
    }
    return List.copyOf(chosen);
  }

  /** Accounts of the first report of the provider. */
  List<DemoAccount> exposed() {
    return exposed;
  }

  /** Those that remain after the correction. */
  List<DemoAccount> stillExposed() {
    return still;
  }

  /** Accounts that are imported after the window is declared. */
  List<DemoAccount> late() {
    return late;
  }

  /** An exposed account that is never imported. */
  DemoAccount never() {
    return never;
  }

  /** An account that changes its contact after its notification. */
  DemoAccount renamed() {
    return renamed;
  }

  /** An account that is deleted after its notification. */
  DemoAccount leaving() {
    return leaving;
  }

  /** Accounts with records at the edges of windows. */
  List<DemoAccount> boundaryAccounts() {
    return still.subList(0, BOUNDARY_ACCOUNTS);
  }

  DeclaredWindow theft(boolean draft) {
    return new DeclaredWindow(
        "W-THEFT", THEFT, BREACHED, ids(exposed), Set.of("SMS"), MARCH, APRIL, draft);
  }

  DeclaredWindow theftCorrected() {
    return new DeclaredWindow(
        "W-THEFT", THEFT, BREACHED, ids(still), Set.of("SMS"), MARCH, REVISED, false);
  }

  DeclaredWindow key(Instant from, @Nullable Instant to) {
    return new DeclaredWindow("W-KEY", KEY, LIVE, null, null, from, to, false);
  }

  DeclaredWindow falseAlarm() {
    return new DeclaredWindow(
        "W-ALARM", FALSE_ALARM, LIVE, null, null, ALARM_FROM, ALARM_TO, false);
  }

  private static Set<String> ids(Collection<DemoAccount> accounts) {
    return accounts.stream().map(DemoAccount::id).collect(Collectors.toUnmodifiableSet());
  }
}
