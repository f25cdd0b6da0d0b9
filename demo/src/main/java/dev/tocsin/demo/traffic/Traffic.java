package dev.tocsin.demo.traffic;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Realistic message logs of two providers over seven weeks around March 2024. Every record is a
 * function of the seed and its position alone: nothing is stored, and the same inputs can be
 * generated repeatedly, to send them and to check the outputs.
 */
public final class Traffic {

  /** The providers, most used first. */
  public static final List<String> PROVIDERS = List.of("semaphore", "heliograph");

  public static final LocalDate FIRST_DAY = Rhythm.FIRST_DAY;
  public static final LocalDate LAST_DAY = Rhythm.END.minusDays(1);

  /** First instant of the logs, and the first after them. */
  public static final Instant BEGIN = Rhythm.FIRST_DAY.atStartOfDay(ZoneOffset.UTC).toInstant();

  public static final Instant END = Rhythm.END.atStartOfDay(ZoneOffset.UTC).toInstant();

  private static final int SHORT_LAG = 700;
  private static final int LONG_LAG = 30_000;
  private static final int TRIES = 48;
  private static final long JITTER_MILLIS = 90_000;

  private final long seed;
  private final int records;
  private final AccountBook accounts;
  private final Population population;
  private final Rhythm rhythm;

  /**
   * Prepares traffic; takes some hundred milliseconds for the number plan.
   *
   * @param records distinct messages of the seven weeks
   * @param accountCount customers, most of them with little traffic
   */
  public Traffic(long seed, int records, int accountCount) {
    this.seed = seed;
    this.records = records;
    this.accounts = AccountBook.open(seed, accountCount, records);
    this.population = new Population(seed, NumberPlan.find(seed));
    this.rhythm = new Rhythm(sampleZones());
  }

  /** Receives pushes one after the other. */
  public interface Sink {
    /** Takes one push; the same log may come again. */
    void push(LogEntry entry, Delivery delivery);
  }

  public AccountBook accounts() {
    return accounts;
  }

  public int records() {
    return records;
  }

  /** The records that arrive on time: roughly by sent_at, one in a hundred twice. */
  public void onTime(Sink sink) {
    for (int i = 0; i < records; i++) {
      if (!late(i)) {
        LogEntry entry = record(i);
        sink.push(entry, usual(entry));
      }
      repeat(i - SHORT_LAG, SHORT_LAG, sink);
      repeat(i - LONG_LAG, LONG_LAG, sink);
    }
    for (int i = Math.max(0, records - SHORT_LAG); i < records; i++) {
      repeat(i, SHORT_LAG, sink);
    }
    for (int i = Math.max(0, records - LONG_LAG); i < records; i++) {
      repeat(i, LONG_LAG, sink);
    }
  }

  /** The records that arrive weeks late, some twice. */
  public void late(Sink sink) {
    for (int i = 0; i < records; i++) {
      if (late(i)) {
        LogEntry entry = record(i);
        sink.push(entry, usual(entry));
        if (i % 3 == 0) {
          sink.push(entry.repeated(), Delivery.UNKEYED);
        }
      }
    }
  }

  /** One live message. */
  public LogEntry live(int position, long sentAt) {
    SplittableRandom random = Seeds.at(seed, Seeds.Stream.LIVE, position);
    // Half of it from accounts of any size, so that small ones are seen as well.
    double point = random.nextDouble();
    DemoAccount account =
        random.nextBoolean()
            ? accounts.at(point)
            : accounts.all().get((int) (point * accounts.all().size()));
    Population.Person person = population.person(account, random.nextInt(account.people()));
    return entry(random, account, person, random.nextInt(2), sentAt, null);
  }

  /** One message of an account at an exact instant, for the edges of a window. */
  LogEntry exact(DemoAccount account, int provider, String channel, long sentAt, int position) {
    SplittableRandom random = Seeds.at(seed, Seeds.Stream.BOUNDARIES, position);
    Population.Person person = population.person(account, random.nextInt(account.people()));
    return entry(random, account, person, provider, sentAt, channel);
  }

  /** The distinct message at a position from 0 to {@link #records()} - 1. */
  public LogEntry record(int position) {
    SplittableRandom random = Seeds.at(seed, Seeds.Stream.MONTH, position);
    long instant = rhythm.instant((position + random.nextDouble()) / records);
    DemoAccount account = accounts.at(random.nextDouble());
    Population.Person person = randomPerson(account, random);
    for (int i = 0;
        i < TRIES && random.nextDouble() > rhythm.willingness(person.zone(), instant);
        i++) {
      account = accounts.at(random.nextDouble());
      person = randomPerson(account, random);
    }
    boolean usualProvider = random.nextInt(100) < 90;
    int provider = usualProvider ? account.primaryProvider() : 1 - account.primaryProvider();
    long sentAt =
        Math.clamp(
            instant + random.nextLong(-JITTER_MILLIS, JITTER_MILLIS),
            BEGIN.toEpochMilli(),
            END.toEpochMilli() - 1);
    return entry(random, account, person, provider, sentAt, null);
  }

  private Population.Person randomPerson(DemoAccount account, SplittableRandom random) {
    // Some people sign in far more often than others.
    double point = Math.pow(random.nextDouble(), 1.4);
    return population.person(account, (int) (point * account.people()));
  }

  private LogEntry entry(
      SplittableRandom random,
      DemoAccount account,
      Population.Person person,
      int provider,
      long sentAt,
      @Nullable String fixedChannel) {
    int kind = random.nextInt(1_000);
    String channel = fixedChannel != null ? fixedChannel : channel(kind);
    PhoneSpelling spelling = PhoneSpelling.of(person, random.nextInt(1_000));
    boolean lookedUp = random.nextInt(100) < 92;
    return new LogEntry(
        PROVIDERS.get(provider),
        account.id(),
        logId(provider, random),
        spelling.phone(),
        spelling.e164(),
        spelling.person(),
        channel,
        sentAt,
        messageType(random.nextInt(100), channel),
        lookedUp ? person.carrier() : null,
        lookedUp ? person.range().region() : null,
        lookedUp ? person.range().state() : null);
  }

  private static String channel(int permille) {
    if (permille < 780) {
      return "SMS";
    }
    return permille < 995 ? "VOICE" : "WHATSAPP";
  }

  private static String messageType(int percent, String channel) {
    if (percent < 82) {
      return "authentication";
    }
    if (percent < 90) {
      return "enrollment";
    }
    if (percent < 94) {
      return "administrator";
    }
    return channel.equals("VOICE") ? "number verification" : "device activation";
  }

  private static String logId(int provider, SplittableRandom random) {
    long high = random.nextLong();
    long low = random.nextLong();
    if (provider == 0) {
      return new UUID((high & ~0xF000L) | 0x4000L, (low & ~(3L << 62)) | (1L << 63)).toString();
    }
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }

  private static Delivery usual(LogEntry entry) {
    return entry.provider().equals(PROVIDERS.getFirst()) ? Delivery.JAVA : Delivery.LIBRDKAFKA;
  }

  private void repeat(int position, int lag, Sink sink) {
    if (position < 0) {
      return;
    }
    int fate = fate(position);
    if (fate >= 100 || (fate % 2 == 0 ? SHORT_LAG : LONG_LAG) != lag) {
      return;
    }
    LogEntry entry = record(position);
    switch (fate % 3) {
      case 0 -> sink.push(entry, usual(entry));
      case 1 -> sink.push(entry.repeated(), other(usual(entry)));
      default -> sink.push(entry.repeated(), Delivery.UNKEYED);
    }
  }

  private static Delivery other(Delivery delivery) {
    return delivery == Delivery.JAVA ? Delivery.LIBRDKAFKA : Delivery.JAVA;
  }

  private boolean late(int position) {
    int fate = fate(position);
    return fate >= 100 && fate < 150;
  }

  private int fate(int position) {
    return Seeds.at(seed, Seeds.Stream.REPEATS, position).nextInt(10_000);
  }

  private Map<ZoneId, Integer> sampleZones() {
    Map<ZoneId, Integer> people = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      SplittableRandom random = Seeds.at(seed, Seeds.Stream.SHARES, i);
      DemoAccount account = accounts.at(random.nextDouble());
      people.merge(randomPerson(account, random).zone(), 1, Integer::sum);
    }
    return people;
  }
}
