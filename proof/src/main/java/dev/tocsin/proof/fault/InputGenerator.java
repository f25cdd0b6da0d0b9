package dev.tocsin.proof.fault;

import dev.tocsin.proof.story.AccountVersion;
import dev.tocsin.proof.story.Push;
import dev.tocsin.proof.story.Step;
import dev.tocsin.proof.story.WindowVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Generates inputs from a seed: two dozen accounts, some of which are never known, eight windows of
 * four incidents, two months of message logs.
 */
final class InputGenerator {

  private static final long START = Instant.parse("2024-03-01T00:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;
  private static final int DAYS = 60;
  private static final int WINDOWS = 8;
  private static final int NUMBERS = 600;
  private static final List<String> CHANNELS = List.of("SMS", "VOICE");
  private static final List<String> ACCOUNTS =
      IntStream.range(0, 24).mapToObj("acct-%02d"::formatted).toList();

  /** The others are never known. */
  private static final int KNOWN = 21;

  private final Random random;
  private final Map<String, @Nullable WindowVersion> windows = new HashMap<>();
  private long logs;

  InputGenerator(Random random) {
    this.random = random;
  }

  Push push() {
    String account = ACCOUNTS.get(random.nextInt(ACCOUNTS.size()));
    int number = random.nextInt(NUMBERS);
    String e164 = "+1202555%04d".formatted(number);
    return new Push(
        Installation.PROVIDER,
        account,
        "m-" + logs++,
        random.nextInt(4) == 0 ? "+1 202-555-%04d".formatted(number) : e164,
        null,
        e164,
        CHANNELS.get(random.nextInt(CHANNELS.size())),
        START + random.nextInt(DAYS * 24 * 60) * MINUTE);
  }

  /** Declares, revises or withdraws a window, or switches it between draft and active. */
  Step<WindowVersion> window() {
    String id = "w-" + random.nextInt(WINDOWS);
    WindowVersion before = windows.get(id);
    if (before == null || random.nextInt(4) == 0) {
      return remember(id, declared(id));
    }
    return switch (random.nextInt(6)) {
      case 0 -> remember(id, null);
      case 1 -> remember(id, changed(before, before.from(), before.to(), !before.active()));
      case 2 -> remember(id, changed(before, from(), null, before.active()));
      default -> {
        long from = from();
        yield remember(id, changed(before, from, to(from), before.active()));
      }
    };
  }

  /** A window over everything, of an incident that has two windows. */
  Step<WindowVersion> everything(int number) {
    String id = "w-" + number;
    return remember(
        id,
        new WindowVersion(
            incident(id),
            "Title " + random.nextInt(3),
            "Be wary",
            Installation.PROVIDER,
            null,
            null,
            START,
            START + DAYS * DAY,
            true));
  }

  Step<AccountVersion> account() {
    String id = ACCOUNTS.get(random.nextInt(KNOWN));
    return random.nextInt(4) == 0 ? new Step<>(id, null) : account(id);
  }

  /** The n-th account that can be known. */
  Step<AccountVersion> account(int number) {
    return account(ACCOUNTS.get(number));
  }

  /** The deletion of the n-th account. */
  Step<AccountVersion> deletion(int number) {
    return new Step<>(ACCOUNTS.get(number), null);
  }

  static int accounts() {
    return KNOWN;
  }

  private Step<AccountVersion> account(String id) {
    return new Step<>(
        id,
        new AccountVersion(
            "Name " + random.nextInt(5) + " of " + id,
            random.nextInt(3) == 0 ? null : "soc" + random.nextInt(3) + "@example.org"));
  }

  private WindowVersion declared(String id) {
    long from = from();
    return new WindowVersion(
        incident(id),
        "Title " + random.nextInt(3),
        random.nextBoolean() ? null : "Guidance " + random.nextInt(3),
        Installation.PROVIDER,
        random.nextBoolean() ? null : some(ACCOUNTS),
        random.nextInt(3) != 0 ? null : some(CHANNELS),
        from,
        random.nextInt(7) == 0 ? null : (Long) to(from),
        random.nextInt(4) != 0);
  }

  private static WindowVersion changed(
      WindowVersion w, long from, @Nullable Long to, boolean active) {
    return new WindowVersion(
        w.incidentId(),
        w.title(),
        w.guidance(),
        w.provider(),
        w.accounts(),
        w.channels(),
        from,
        to,
        active);
  }

  private Step<WindowVersion> remember(String id, @Nullable WindowVersion window) {
    windows.put(id, window);
    return new Step<>(id, window);
  }

  private static String incident(String windowId) {
    return "INC-" + Integer.parseInt(windowId.substring(2)) / 2;
  }

  private long from() {
    return START + random.nextInt((DAYS - 10) * 24) * HOUR;
  }

  private long to(long from) {
    return from + (1 + random.nextInt(30 * 24)) * HOUR;
  }

  @SuppressWarnings("JdkObsolete") // the type in a story
  private SortedSet<String> some(List<String> all) {
    SortedSet<String> some = new TreeSet<>();
    some.add(all.get(random.nextInt(all.size())));
    all.stream().filter(one -> random.nextInt(3) == 0).forEach(some::add);
    return some;
  }
}
