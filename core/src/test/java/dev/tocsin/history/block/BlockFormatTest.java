package dev.tocsin.history.block;

import static dev.tocsin.history.block.Records.DAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.codec.UnknownVersionException;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.history.ChecksumSeal;
import dev.tocsin.history.CorruptRowException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Compares the stored format with golden files of rows, one a line, key and value in hex. To add
 * files of a new version: {@code -Dtocsin.golden=write}; the files of older versions stay.
 */
class BlockFormatTest {

  private static final Path GOLDEN = Path.of("src/test/resources/history");

  /** The content of a golden file. */
  enum Golden {
    /** A few records of every shape, in one row. */
    SMALL("v1-small.rows", true) {
      @Override
      List<LogRecord> records() {
        Random random = new Random(1);
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          records.add(Records.usual(random, 5 * DAY, 6 * DAY));
        }
        records.add(Records.plain("SM" + "0123456789abcdef".repeat(2), 5 * DAY));
        records.add(Records.plain("AB-c_9", 6 * DAY - 1));
        records.add(Records.plain("0042", 5 * DAY + 7));
        records.add(Records.plain("FEDCBA98", 5 * DAY + 7));
        records.add(Records.plain("no shape 漢", 5 * DAY + 6));
        return records;
      }
    },
    /** Enough records for separate rows and compression, whose bytes may differ by its version. */
    LARGE("v1-large.rows", false) {
      @Override
      List<LogRecord> records() {
        Random random = new Random(2);
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
          records.add(Records.usual(random, 7 * DAY, 8 * DAY));
          records.add(
              Records.plain("a free text that repeats itself, number " + i % 7, 7 * DAY + i));
        }
        return records;
      }
    };

    private final String file;
    private final boolean exact;

    Golden(String file, boolean exact) {
      this.file = file;
      this.exact = exact;
    }

    abstract List<LogRecord> records();
  }

  @ParameterizedTest
  @EnumSource
  void shouldReadVersionOne(Golden golden) throws IOException {
    // Given
    Store store = new Store(new BlockLimits(1000, 700_000));
    if ("write".equals(System.getProperty("tocsin.golden"))) {
      Files.createDirectories(GOLDEN);
      Files.write(GOLDEN.resolve(golden.file), lines(written(golden)));
    }
    // When
    for (String line : Files.readAllLines(GOLDEN.resolve(golden.file))) {
      String[] row = line.split(" ");
      store.rows.put(Bytes.wrap(HexFormat.of().parseHex(row[0])), HexFormat.of().parseHex(row[1]));
    }
    // Then
    assertThat(Store.scan(store.open(), Store.EVERYTHING))
        .containsExactlyElementsOf(golden.records());
    assertThat(store.open().size()).isEqualTo(golden.records().size());
  }

  @ParameterizedTest
  @EnumSource
  void shouldWriteSameBytesAsVersionOne(Golden golden) throws IOException {
    // When
    List<String> written = lines(written(golden));
    // Then
    List<String> known = Files.readAllLines(GOLDEN.resolve(golden.file));
    if (golden.exact) {
      assertThat(written).containsExactlyElementsOf(known);
    } else {
      assertThat(written).hasSameSizeAs(known);
    }
  }

  @Test
  void shouldRejectUnknownVersion() {
    // Given
    Store store = new Store(new BlockLimits(1000, 700_000));
    BlockHistory history = store.open();
    history.append(Records.plain("m", 5));
    history.seal();
    Bytes key = store.keys(BlockKeys.HEADER).getFirst();
    ChecksumSeal seal = new ChecksumSeal();
    byte[] header = seal.open(key.get(), store.rows.get(key));
    header[0] = 9;
    // When
    store.rows.put(key, seal.close(key.get(), header));
    // Then
    assertThatThrownBy(() -> Store.scan(history, Store.EVERYTHING))
        .isInstanceOf(UnknownVersionException.class)
        .hasMessageContaining("a block of the history")
        .hasMessageContaining("version 9")
        .hasMessageContaining("reads version 1");
  }

  @Test
  void shouldReportEveryDamage() {
    // Given
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    ChecksumSeal seal = new ChecksumSeal();
    Map<Bytes, byte[]> good = new TreeMap<>(written(Golden.LARGE));
    good.putAll(written(Golden.SMALL));
    for (int round = 0; round < 3000; round++) {
      Store store = new Store(new BlockLimits(1000, 700_000));
      good.forEach(store.rows::put);
      Bytes key = List.copyOf(good.keySet()).get(random.nextInt(good.size()));
      byte[] plain = seal.open(key.get(), good.get(key));
      for (int i = random.nextInt(4); i >= 0; i--) {
        plain[random.nextInt(plain.length)] = (byte) random.nextInt();
      }
      // When
      store.rows.put(key, seal.close(key.get(), plain));
      // Then
      try {
        Store.scan(store.open(), Store.EVERYTHING);
      } catch (CorruptRowException e) {
        assertThat(e).as("seed %d", seed).hasMessageContaining("the history is damaged at");
      } catch (UnknownVersionException e) {
        assertThat(e).as("seed %d", seed).hasMessageContaining("a block of the history");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
  }

  private static Map<Bytes, byte[]> written(Golden golden) {
    Store store = new Store(new BlockLimits(1000, 700_000));
    BlockHistory history = store.open();
    golden.records().forEach(history::append);
    history.seal();
    Map<Bytes, byte[]> rows = new TreeMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.rows.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> row = all.next();
        rows.put(row.key, row.value);
      }
    }
    return rows;
  }

  private static List<String> lines(Map<Bytes, byte[]> rows) {
    return rows.entrySet().stream()
        .map(
            row ->
                HexFormat.of().formatHex(row.getKey().get())
                    + " "
                    + HexFormat.of().formatHex(row.getValue()))
        .toList();
  }
}
