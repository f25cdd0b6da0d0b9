package dev.tocsin.history.block;

import static dev.tocsin.history.block.Records.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.domain.LogRecord;
import dev.tocsin.history.CorruptRowException;
import dev.tocsin.history.MessageHistory.Range;
import dev.tocsin.history.MessageHistory.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockHistoryTest {

  private static final BlockLimits LIMITS = new BlockLimits(1000, 700_000);

  /** Kinds of records. */
  enum Kind {
    USUAL(random -> Records.usual(random, 0, 3 * DAY)),
    ODD(random -> Records.odd(random, -2 * DAY, 2 * DAY)),
    ONE_MILLISECOND(random -> Records.usual(random, 5, 6)),
    FOUR_HUNDRED_DAYS(random -> Records.usual(random, 0, 400 * DAY)),
    AN_ACCOUNT_EACH(random -> Records.plain("1", Long.toString(random.nextLong(), 36), 7));

    private final java.util.function.Function<Random, LogRecord> maker;

    Kind(java.util.function.Function<Random, LogRecord> maker) {
      this.maker = maker;
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReturnExactlyWhatWasAppended(Kind kind) {
    // Given
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    Store store = new Store(LIMITS);
    BlockHistory history = store.open();
    List<LogRecord> kept = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      kept.add(kind.maker.apply(random));
      history.append(kept.getLast());
      if (random.nextInt(200) == 0) {
        history.seal();
      }
      if (random.nextInt(500) == 0) {
        history.tidy(() -> true);
      }
    }
    history.seal();
    // When
    List<LogRecord> found = new ArrayList<>(Store.scan(history, Store.EVERYTHING));
    Range others = new Range("other", null, null, -3 * DAY, 3 * DAY, Long.MAX_VALUE);
    found.addAll(Store.scan(history, others));
    // Then
    assertThat(found).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(kept);
    assertThat(history.size()).isEqualTo(5000);
    assertThat(history.oldest())
        .isEqualTo(
            Math.floorDiv(kept.stream().mapToLong(LogRecord::sentAt).min().orElseThrow(), DAY)
                * DAY);
    assertThat(store.memory.used()).isZero();
  }

  @Test
  void shouldHoldManyAccountsInOneBlock() {
    // Given
    Store store = new Store(new BlockLimits(100_000, 4_000_000), 1L << 30);
    BlockHistory history = store.open();
    for (int i = 0; i < 100_000; i++) {
      history.append(Records.plain("m" + i, "account-" + i, i));
    }
    // When
    history.seal();
    // Then
    assertThat(store.keys(BlockKeys.HEADER)).hasSize(1);
    assertThat(Store.scan(history, asking(Set.of("account-99999"), null)))
        .containsExactly(Records.plain("m99999", "account-99999", 99_999));
  }

  @Test
  void shouldBoundSizeOfRows() {
    // Given
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    Store store = new Store(new BlockLimits(32_768, 60_000), 1L << 30);
    BlockHistory history = store.open();
    // When
    for (int i = 0; i < 3000; i++) {
      byte[] noise = new byte[random.nextInt(15_000)];
      random.nextBytes(noise);
      history.append(
          Records.plain(new String(noise, java.nio.charset.StandardCharsets.ISO_8859_1), i));
      if (i % 10 == 0) {
        history.seal();
        history.tidy(() -> true);
      }
    }
    history.seal();
    // Then
    assertThat(store.largestRow()).as("seed %d", seed).isLessThan(80_000);
    assertThat(Store.scan(history, Store.EVERYTHING)).hasSize(3000);
  }

  @Test
  void shouldBoundMemoryForAnySpreadOfDays() {
    // Given
    Store store = new Store(new BlockLimits(32_768, 700_000), 2_000_000);
    BlockHistory history = store.open();
    Random random = new Random(4);
    long most = 0;
    // When
    for (int i = 0; i < 100_000; i++) {
      history.append(Records.usual(random, 0, 400 * DAY));
      most = Math.max(most, store.memory.used());
    }
    // Then
    assertThat(most).isBetween(1_900_000L, 2_100_000L);
  }

  @Test
  void shouldFindEverythingBeforeSnapshotDespiteChanges() {
    for (int round = 0; round < 60; round++) {
      // Given
      long seed = Long.getLong("tocsin.seed", System.nanoTime());
      Random random = new Random(seed);
      Store store = new Store(new BlockLimits(40, 100_000), 200_000);
      BlockHistory history = store.open();
      List<LogRecord> before = grow(history, random, 600);
      long from = random.nextLong(-DAY, 2 * DAY);
      long to = from + random.nextLong(2 * DAY);
      Set<String> accounts = random.nextBoolean() ? null : Set.of("a1", "a7", "a100");
      Set<String> channels = random.nextBoolean() ? null : Set.of("SMS");
      Range range = new Range("duo", accounts, channels, from, to, history.snapshot());
      List<LogRecord> all = new ArrayList<>(before);
      // When
      List<LogRecord> found = new ArrayList<>();
      Step step = new Step(null, 0);
      do {
        AtomicInteger left = new AtomicInteger(random.nextInt(4));
        step = history.scan(range, step.cursor(), () -> left.getAndDecrement() > 0, found::add);
        all.addAll(grow(history, random, random.nextInt(60)));
        if (random.nextInt(5) == 0) {
          history.seal();
          history = store.open();
        }
      } while (step.cursor() != null);
      // Then
      assertThat(found)
          .as("seed %d", seed)
          .containsAll(before.stream().filter(r -> isIn(range, r)).toList());
      assertThat(all).as("seed %d", seed).containsAll(found);
      assertThat(found).as("seed %d", seed).allMatch(r -> isIn(range, r));
    }
  }

  @Test
  void shouldFindEverythingOnceWithoutChanges() {
    // Given
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    BlockHistory history = new Store(new BlockLimits(300, 100_000)).open();
    List<LogRecord> kept = grow(history, random, 4000);
    Range range = new Range("duo", null, null, 0, DAY, history.snapshot());
    // When
    List<LogRecord> found = new ArrayList<>();
    Step step = new Step(null, 0);
    long examined = 0;
    int steps = 0;
    do {
      AtomicInteger left = new AtomicInteger(random.nextInt(2));
      step = history.scan(range, step.cursor(), () -> left.getAndDecrement() > 0, found::add);
      examined += step.examined();
      steps++;
    } while (step.cursor() != null);
    // Then
    assertThat(found)
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(kept.stream().filter(r -> isIn(range, r)).toList());
    assertThat(steps).isGreaterThan(10);
    assertThat(examined)
        .isEqualTo(kept.stream().filter(r -> r.sentAt() / DAY == 0 && r.sentAt() >= 0).count());
  }

  @Test
  void shouldNotReturnBlocksAfterSnapshot() {
    // Given
    BlockHistory history = new Store(LIMITS).open();
    history.append(Records.plain("before", 5));
    long snapshot = history.snapshot();
    // When
    history.append(Records.plain("after", 6));
    history.seal();
    // Then
    assertThat(Store.scan(history, new Range("duo", null, null, 0, DAY, snapshot)))
        .containsExactly(Records.plain("before", 5));
  }

  @Test
  void shouldDiscardUnsealedRecords() {
    // Given
    Store store = new Store(LIMITS);
    BlockHistory history = store.open();
    history.append(Records.plain("sealed", 5));
    history.seal();
    history.append(Records.plain("open", 6));
    // When
    history.forget();
    // Then
    history.seal();
    assertThat(Store.scan(store.open(), Store.EVERYTHING))
        .containsExactly(Records.plain("sealed", 5));
    assertThat(store.memory.used()).isZero();
  }

  @Test
  void shouldMergeSmallBlocksWithFewRewrites() {
    // Given
    Store store = new Store(new BlockLimits(4096, 700_000));
    AtomicInteger written = new AtomicInteger();
    BlockHistory history = store.open(count -> written.addAndGet(count));
    int records = 6_000;
    // When
    for (int i = 0; i < records; i++) {
      history.append(Records.plain("m" + i, i));
      history.seal();
      history.tidy(() -> true);
    }
    // Then
    assertThat(store.keys(BlockKeys.HEADER)).hasSizeLessThan(60);
    assertThat(Store.scan(history, Store.EVERYTHING)).hasSize(records);
    // Once when appended, and once for each class up to 4096.
    assertThat(written.get()).isBetween(4 * records, 5 * records);
  }

  @Test
  void shouldContinueMergingAfterRestart() {
    // Given
    Store store = new Store(LIMITS);
    for (int i = 0; i < 200; i++) {
      BlockHistory history = store.open();
      history.append(Records.plain("m" + i, i));
      history.seal();
      // When
      history.tidy(() -> true);
    }
    // Then
    assertThat(store.keys(BlockKeys.HEADER)).hasSizeLessThan(25);
    assertThat(store.open().size()).isEqualTo(200);
  }

  @Test
  void shouldDeleteWholeDaysInSteps() {
    // Given
    Store store = new Store(LIMITS);
    BlockHistory history = store.open();
    for (int i = 0; i < 4000; i++) {
      history.append(Records.plain("m" + i, i % 40 * DAY + i));
    }
    history.seal();
    // When
    boolean all = history.expire(20 * DAY + 5, () -> false);
    int steps = 1;
    while (!all) {
      all = history.expire(20 * DAY + 5, () -> false);
      steps++;
    }
    // Then
    assertThat(steps).isGreaterThan(5);
    assertThat(history.oldest()).isEqualTo(20 * DAY);
    assertThat(history.size()).isEqualTo(2000);
    assertThat(Store.scan(history, Store.EVERYTHING)).hasSize(2000);
    assertThat(store.keys(BlockKeys.HEADER)).allMatch(key -> BlockKeys.day(key) >= 20);
  }

  @Test
  void shouldDeleteOpenBlocks() {
    // Given
    Store store = new Store(LIMITS);
    BlockHistory history = store.open();
    history.append(Records.plain("old", 5));
    history.append(Records.plain("new", 9 * DAY));
    // When
    history.expire(3 * DAY, () -> true);
    history.seal();
    // Then
    assertThat(Store.scan(history, Store.EVERYTHING))
        .containsExactly(Records.plain("new", 9 * DAY));
    assertThat(history.size()).isEqualTo(1);
  }

  /** A way in which a row can be damaged. */
  enum Damage {
    A_BIT_FLIPPED(
        (bytes, random) -> {
          byte[] other = bytes.clone();
          other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
          return other;
        }),
    CUT_SHORT((bytes, random) -> Arrays.copyOf(bytes, random.nextInt(bytes.length))),
    NOISE(
        (bytes, random) -> {
          byte[] other = new byte[bytes.length];
          random.nextBytes(other);
          return other;
        });

    private final BiFunction<byte[], Random, byte[]> damage;

    Damage(BiFunction<byte[], Random, byte[]> damage) {
      this.damage = damage;
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldReportPlaceOfDamagedRowOnly(Damage damage) {
    for (byte kind : List.of(BlockKeys.HEADER, BlockKeys.INDEX, BlockKeys.DETAILS)) {
      // Given
      long seed = Long.getLong("tocsin.seed", System.nanoTime());
      Random random = new Random(seed);
      Store store = new Store(LIMITS);
      BlockHistory history = store.open();
      for (int i = 0; i < 900; i++) {
        history.append(Records.usual(random, 0, DAY));
      }
      history.seal();
      Bytes key = store.keys(kind).getFirst();
      store.rows.put(key, damage.damage.apply(store.rows.get(key), random));
      // Then
      assertThatThrownBy(() -> Store.scan(history, Store.EVERYTHING))
          .as("seed %d", seed)
          .isInstanceOf(CorruptRowException.class)
          .hasMessageContaining("of block 0 of 1970-01-01")
          .hasMessageContaining("state.dir")
          .hasNoCause();
    }
  }

  @Test
  void shouldReportMissingOrMovedRow() {
    // Given
    Store store = new Store(LIMITS);
    BlockHistory history = store.open();
    Random random = new Random(3);
    for (int i = 0; i < 1500; i++) {
      history.append(Records.usual(random, 0, DAY));
    }
    history.seal();
    List<Bytes> details = store.keys(BlockKeys.DETAILS);
    // When
    byte[] first = store.rows.get(details.getFirst());
    store.rows.put(details.getFirst(), store.rows.get(details.getLast()));
    // Then
    assertThatThrownBy(() -> Store.scan(history, Store.EVERYTHING))
        .hasMessageContaining("details of block 0")
        .hasMessageContaining("checksum");
    // When
    store.rows.put(details.getFirst(), first);
    store.rows.delete(details.getLast());
    // Then
    assertThatThrownBy(() -> Store.scan(history, Store.EVERYTHING))
        .hasMessageContaining("details of block 1")
        .hasMessageContaining("missing");
  }

  private static Range asking(Set<String> accounts, Set<String> channels) {
    return new Range("duo", accounts, channels, -3 * DAY, 400 * DAY, Long.MAX_VALUE);
  }

  private static boolean isIn(Range range, LogRecord record) {
    return record.provider().equals(range.provider())
        && record.sentAt() >= range.from()
        && record.sentAt() < range.to()
        && (range.accounts() == null || range.accounts().contains(record.accountId()))
        && (range.channels() == null || range.channels().contains(record.channel()));
  }

  /** Appends records of few accounts and days, and seals and merges at random. */
  private static List<LogRecord> grow(BlockHistory history, Random random, int count) {
    List<LogRecord> kept = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LogRecord like = Records.usual(random, -DAY, 3 * DAY);
      kept.add(
          new LogRecord(
              random.nextInt(8) == 0 ? "other" : "duo",
              "a" + random.nextInt(20),
              like.logId(),
              like.phone(),
              null,
              like.channel(),
              like.sentAt(),
              null,
              null,
              null,
              null));
      history.append(kept.getLast());
      if (random.nextInt(30) == 0) {
        history.seal();
      }
      if (random.nextInt(60) == 0) {
        history.tidy(() -> random.nextBoolean());
      }
    }
    return kept;
  }
}
