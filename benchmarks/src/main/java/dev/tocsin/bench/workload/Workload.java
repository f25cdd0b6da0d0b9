package dev.tocsin.bench.workload;

import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Message logs of a month, pushed roughly in the order in which they were sent: nine in ten within
 * a minute and a half, one in a hundred up to three days late, one in a hundred pushed a second
 * time. A few of the 20,000 accounts have most of the traffic. Every push is a function of the seed
 * and its position, so that nothing has to be kept to push it, to check it, or to push it again.
 *
 * @param pushes how many, repeats included
 * @param begin first instant of the month, milliseconds since the epoch
 * @param days how many days it has
 * @param inOrder whether records come roughly in the order in which they were sent; else in none
 */
public record Workload(long seed, int pushes, long begin, int days, boolean inOrder) {

  public static final int ACCOUNTS = 20_000;
  public static final long DAY = 86_400_000L;

  private static final int MONTH = 30;

  private static final long JITTER = 90_000;
  private static final long LATEST = 3 * DAY;

  /** A share of the accounts' square root cubed: the largest has one record in 27. */
  private static final int SKEW = 3;

  private static final int REPEAT_PERMILLE = 10;
  private static final int LATE_PERMILLE = 10;
  private static final int REPEAT_LAG = 700;
  private static final int PEOPLE = 40;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final List<String> TYPES =
      List.of("authentication", "authentication", "authentication", "enrollment", "administrator");
  private static final List<String> CARRIERS =
      List.of("Verizon Wireless", "T-Mobile USA", "AT&T Mobility", "Vodafone", "Orange");
  private static final List<String> COUNTRIES = List.of("US", "US", "US", "GB", "FR");
  private static final List<String> STATES = List.of("US-CA", "US-NY", "US-TX", "US-MI", "US-WA");

  /** Receives the pushes in their order. */
  @FunctionalInterface
  public interface Sink {
    /** Takes one push; the same line may come again. */
    void push(LogLine line);
  }

  /** The month that ends yesterday, so that no retention gets in the way. */
  public static Workload ofLastMonth(long seed, int pushes, long now) {
    return of(seed, pushes, now, MONTH, true);
  }

  /** So many days that end yesterday, in no order at all: the worst for what is kept by day. */
  public static Workload ofManyDays(long seed, int pushes, long now, int days) {
    return of(seed, pushes, now, days, false);
  }

  private static Workload of(long seed, int pushes, long now, int days, boolean inOrder) {
    long today = Math.floorDiv(now, DAY) * DAY;
    return new Workload(seed, pushes, today - (days + 1) * DAY, days, inOrder);
  }

  /** First instant after the month. */
  public long end() {
    return begin + span();
  }

  /** Length in milliseconds. */
  public long span() {
    return days * DAY;
  }

  /** What is pushed at a position. */
  public LogLine at(int position) {
    return original(isRepeat(position) ? position - REPEAT_LAG : position);
  }

  /** Whether the push at a position repeats an earlier one. */
  public boolean isRepeat(int position) {
    // The one that is repeated must not be a repeat itself, or it would be pushed three times.
    return wantsRepeat(position)
        && position >= REPEAT_LAG
        && !(wantsRepeat(position - REPEAT_LAG) && position - REPEAT_LAG >= REPEAT_LAG);
  }

  /** Gives the pushes of a range of positions to a sink. */
  public void push(int from, int to, Sink sink) {
    for (int i = from; i < to; i++) {
      sink.push(at(i));
    }
  }

  /** The name of an account, 0 being the one with the most traffic. */
  public static String account(int index) {
    SplittableRandom random = random(0x0ACC, index);
    return "DA" + Long.toString(random.nextLong() >>> 1, 36).toUpperCase(java.util.Locale.ROOT);
  }

  private boolean wantsRepeat(int position) {
    return random(~seed, position).nextInt(1000) < REPEAT_PERMILLE;
  }

  private LogLine original(int position) {
    SplittableRandom random = random(seed, position);
    long high = random.nextLong();
    long low = random.nextLong();
    String logId =
        new UUID((high & ~0xF000L) | 0x4000L, (low & ~(3L << 62)) | (1L << 63)).toString();
    int account = (int) (ACCOUNTS * Math.pow(random.nextDouble(), SKEW));
    int person = random.nextInt(PEOPLE);
    int place = random.nextInt(COUNTRIES.size());
    return new LogLine(
        logId,
        Names.ACCOUNTS[account],
        phone(account, person),
        random.nextInt(100) < 85 ? "SMS" : "VOICE",
        sentAt(random, position),
        TYPES.get(random.nextInt(TYPES.size())),
        CARRIERS.get(random.nextInt(CARRIERS.size())),
        COUNTRIES.get(place),
        place < 3 ? STATES.get(random.nextInt(STATES.size())) : null);
  }

  private long sentAt(SplittableRandom random, int position) {
    if (!inOrder) {
      return begin + random.nextLong(span());
    }
    long due = begin + (long) ((double) position / pushes * span());
    long moved = due + random.nextLong(-JITTER, JITTER);
    if (random.nextInt(1000) < LATE_PERMILLE) {
      moved -= random.nextLong(LATEST);
    }
    return Math.clamp(moved, begin, end() - 1);
  }

  /** A number of the North American plan that belongs to one person of one account. */
  private static String phone(int account, int person) {
    int line = Math.floorMod((account * PEOPLE + person) * 7919, 10_000_000);
    return "+1" + (202 + account % 7) + (2_000_000 + line % 8_000_000);
  }

  private static SplittableRandom random(long seed, int position) {
    return new SplittableRandom(seed + GOLDEN * (position + 1L));
  }

  /** Made once: a name takes longer than the rest of a line. */
  private static final class Names {
    static final String[] ACCOUNTS = new String[Workload.ACCOUNTS];

    static {
      for (int i = 0; i < ACCOUNTS.length; i++) {
        ACCOUNTS[i] = account(i);
      }
    }
  }
}
