package dev.tocsin.proof.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Generates stories from seeds. There are few names, so that records, windows and accounts meet;
 * most instants are at the edges of windows or a millisecond beside them; windows are replaced,
 * revised in one field, withdrawn and declared again, some of it by authors who have not seen the
 * newest revision; accounts arrive late, change and are deleted.
 */
public final class StoryGenerator {

  /** Providers whose topics are read. */
  public static final List<String> PROVIDERS = List.of("duo", "other");

  /** A provider in windows whose topic is not read. */
  private static final String UNREAD = "unread";

  private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
  private static final long HOUR = 3_600_000;
  private static final long LONG_AGO = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
  private static final List<String> CHANNELS = List.of("SMS", "VOICE", "WHATSAPP");

  /** A number as the provider writes it, and the person behind it. */
  private record Recipient(String phone, @Nullable String phoneE164, String person) {}

  private static final List<Recipient> RECIPIENTS =
      List.of(
          new Recipient("+12025550120", "+12025550120", "+12025550120"),
          new Recipient("+1 202-555-0120", null, "+12025550120"),
          new Recipient("2025550120", "+12025550120", "+12025550120"),
          new Recipient("+12025550121", null, "+12025550121"),
          new Recipient("+442079460123", "+442079460123", "+442079460123"),
          // Invalid: the person is the text itself.
          new Recipient("anonymous", null, "anonymous"),
          new Recipient("+999", "+999", "+999"));

  private final Random random;
  private final String name;
  private final List<String> providers;

  private StoryGenerator(Random random, String name, List<String> providers) {
    this.random = random;
    this.name = name;
    this.providers = List.copyOf(providers);
  }

  /**
   * Generates a story.
   *
   * @param random decides everything
   * @param name prefix of the ids of its incidents, windows and accounts, so that one detector can
   *     process several stories; without a hyphen
   */
  public static Story generate(Random random, String name) {
    return generate(random, name, PROVIDERS);
  }

  /**
   * Generates a story.
   *
   * @param providers the two providers of its records
   */
  public static Story generate(Random random, String name, List<String> providers) {
    return new StoryGenerator(random, name, providers).generate();
  }

  private Story generate() {
    return new Story(providers, pushes(), windows(), accounts());
  }

  private List<Push> pushes() {
    List<Push> pushes = new ArrayList<>();
    int count = 1 + random.nextInt(30);
    for (int i = 0; i < count; i++) {
      if (!pushes.isEmpty() && random.nextInt(4) == 0) {
        pushes.add(respelled(pick(pushes)));
      } else {
        pushes.add(push());
      }
    }
    return pushes;
  }

  private Push push() {
    Recipient to = pick(RECIPIENTS);
    return new Push(
        provider(),
        account(),
        "m" + random.nextInt(8),
        to.phone(),
        to.phoneE164(),
        to.person(),
        pick(CHANNELS),
        instant() + random.nextInt(3) - 1);
  }

  /** The same message pushed again, perhaps with its number written differently. */
  private Push respelled(Push push) {
    List<Recipient> same =
        RECIPIENTS.stream().filter(n -> n.person().equals(push.person())).toList();
    Recipient to = pick(same);
    return new Push(
        push.provider(),
        push.accountId(),
        push.logId(),
        to.phone(),
        to.phoneE164(),
        push.person(),
        push.channel(),
        push.sentAt());
  }

  private List<Step<WindowVersion>> windows() {
    List<Step<WindowVersion>> steps = new ArrayList<>();
    WindowVersion[] current = new WindowVersion[3];
    int count = 1 + random.nextInt(10);
    for (int i = 0; i < count; i++) {
      int which = random.nextInt(current.length);
      WindowVersion before = current[which];
      current[which] =
          random.nextInt(5) == 0
              ? null
              : before == null || random.nextInt(3) == 0 ? window() : revised(before);
      steps.add(new Step<>(name + "-w" + which, current[which], seen()));
    }
    return steps;
  }

  /** Half of the authors say what they saw; some of them are late. */
  private @Nullable Integer seen() {
    return switch (random.nextInt(10)) {
      case 0 -> (Integer) 0;
      case 1 -> (Integer) 2;
      case 2, 3, 4 -> (Integer) 1;
      default -> null;
    };
  }

  private WindowVersion window() {
    long from = random.nextInt(12) == 0 ? LONG_AGO : instant();
    return new WindowVersion(
        name + "-i" + random.nextInt(2),
        "Title " + random.nextInt(3),
        guidance(),
        random.nextInt(12) == 0 ? UNREAD : provider(),
        named(),
        channels(),
        from,
        end(from),
        random.nextInt(4) != 0);
  }

  /** A window with one field changed. */
  private WindowVersion revised(WindowVersion w) {
    return switch (random.nextInt(9)) {
      case 0 -> // Another incident: the old one loses the records that the new one gains.
          copy(w, name + "-i" + random.nextInt(2), w.title(), w.guidance(), w.provider());
      case 1 -> copy(w, w.incidentId(), "Title " + random.nextInt(3), w.guidance(), w.provider());
      case 2 -> copy(w, w.incidentId(), w.title(), guidance(), w.provider());
      case 3 -> copy(w, w.incidentId(), w.title(), w.guidance(), provider());
      case 4 -> scoped(w, named(), w.channels(), w.from(), w.to(), w.active());
      case 5 -> scoped(w, w.accounts(), channels(), w.from(), w.to(), w.active());
      case 6 -> {
        long from = instant();
        Long to = w.to();
        yield scoped(
            w, w.accounts(), w.channels(), to == null ? from : Math.min(from, to), to, w.active());
      }
      case 7 -> scoped(w, w.accounts(), w.channels(), w.from(), end(w.from()), w.active());
      default -> scoped(w, w.accounts(), w.channels(), w.from(), w.to(), !w.active());
    };
  }

  private static WindowVersion copy(
      WindowVersion w,
      String incidentId,
      String title,
      @Nullable String guidance,
      String provider) {
    return new WindowVersion(
        incidentId,
        title,
        guidance,
        provider,
        w.accounts(),
        w.channels(),
        w.from(),
        w.to(),
        w.active());
  }

  private static WindowVersion scoped(
      WindowVersion w,
      @Nullable SortedSet<String> accounts,
      @Nullable SortedSet<String> channels,
      long from,
      @Nullable Long to,
      boolean active) {
    return new WindowVersion(
        w.incidentId(),
        w.title(),
        w.guidance(),
        w.provider(),
        accounts,
        channels,
        from,
        to,
        active);
  }

  private List<Step<AccountVersion>> accounts() {
    List<Step<AccountVersion>> steps = new ArrayList<>();
    int count = random.nextInt(8);
    for (int i = 0; i < count; i++) {
      AccountVersion account =
          random.nextInt(4) == 0
              ? null
              : new AccountVersion(
                  "Name " + random.nextInt(2),
                  random.nextBoolean() ? null : "soc" + random.nextInt(2) + "@customer.example");
      steps.add(new Step<>(account(), account));
    }
    return steps;
  }

  private String provider() {
    return providers.get(random.nextInt(4) == 0 ? 1 : 0);
  }

  private String account() {
    return name + "-a" + random.nextInt(3);
  }

  private @Nullable String guidance() {
    return random.nextBoolean() ? null : "Guidance " + random.nextInt(2);
  }

  private @Nullable SortedSet<String> named() {
    return random.nextInt(3) > 0 ? null : new TreeSet<>(List.of(account(), account()));
  }

  private @Nullable SortedSet<String> channels() {
    return random.nextInt(3) > 0
        ? null
        : new TreeSet<>(Arrays.asList(pick(CHANNELS), pick(CHANNELS)));
  }

  /** Open, empty, or touching one of the few instants. */
  private @Nullable Long end(long from) {
    return random.nextInt(4) == 0
        ? null
        : (Long) Math.max(from, instant() + HOUR * random.nextInt(5));
  }

  private long instant() {
    return START.toEpochMilli() + HOUR * random.nextInt(6);
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
