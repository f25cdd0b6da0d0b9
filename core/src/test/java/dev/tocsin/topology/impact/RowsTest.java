package dev.tocsin.topology.impact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.codec.Codec;
import dev.tocsin.domain.Identity;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.topology.TestStores;
import dev.tocsin.topology.state.BufferedStore;
import dev.tocsin.topology.state.StoreKeys;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RowsTest {

  private static final Codec<String> CODEC =
      new Codec<>("text", 1, (out, text) -> out.text(text), in -> in.text());

  private final BufferedStore store = TestStores.buffered(StoreNames.IMPACT);
  private Rows<String> rows;

  @BeforeEach
  void open() {
    rows =
        new Rows<>(
            store.table(StoreTable.PERSON), CODEC, new HashedKeys(Identity.unkeyed(), 2), 16);
  }

  @Test
  void shouldHoldWhatChangedUntilTheCommit() {
    // When
    rows.put(StoreKeys.of("INC-1", "acme"), "one");
    rows.put(StoreKeys.of("INC-1", "acme"), "two");

    // Then
    assertThat(rows.get(StoreKeys.of("INC-1", "acme"))).isEqualTo("two");
    assertThat(store.rows().approximateNumEntries()).isZero();

    // When
    store.flushCache();

    // Then
    assertThat(store.rows().approximateNumEntries()).isEqualTo(1);
    assertThat(reopened().get(StoreKeys.of("INC-1", "acme"))).isEqualTo("two");
  }

  @Test
  void shouldForgetWhatWasNotCommitted() {
    // Given
    rows.put(StoreKeys.of("INC-1", "acme"), "one");
    store.flushCache();
    rows.put(StoreKeys.of("INC-1", "acme"), "two");
    rows.delete(StoreKeys.of("INC-1", "other"));

    // When
    store.clearCache();

    // Then
    assertThat(rows.get(StoreKeys.of("INC-1", "acme"))).isEqualTo("one");
  }

  @Test
  void shouldWalkOverRowsThatAreHeld() {
    // Given
    rows.put(StoreKeys.of("INC-1", "acme"), "one");
    rows.put(StoreKeys.of("INC-2", "acme"), "two");

    // Then
    assertThat(rows.first(StoreKeys.of("INC-1"), row -> true)).isEqualTo("one");
    assertThat(rows.last(StoreKeys.of("INC-2"), row -> true)).isEqualTo("two");
    assertThat(rows.chunk(StoreKeys.of("INC-2"), null, 10).rows())
        .containsExactly(KeyValue.pair(StoreKeys.of("INC-2", "acme"), "two"));
    assertThat(rows.chunk(Rows.EVERYTHING, null, 10).rows()).hasSize(2);
  }

  @Test
  void shouldBeTheSameAsAMapWhateverIsHeld() {
    // Given: more rows than are held, changed or not
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    Map<Bytes, String> expected = new HashMap<>();

    for (int i = 0; i < 60_000; i++) {
      Bytes key = StoreKeys.of("INC-" + random.nextInt(3), "account-" + random.nextInt(1_000));

      // When
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> {
          rows.put(key, "row " + i);
          expected.put(key, "row " + i);
        }
        case 3 -> {
          rows.delete(key);
          expected.remove(key);
        }
        case 4 -> {
          if (random.nextInt(50) == 0) {
            store.flushCache();
          }
        }
        default -> {
          // Then
          assertThat(rows.get(key)).as("seed %d", seed).isEqualTo(expected.get(key));
        }
      }
    }
    Map<Bytes, String> walked = new TreeMap<>();
    Bytes next = null;
    do {
      Rows.Chunk<String> chunk = rows.chunk(Rows.EVERYTHING, next, 7);
      chunk.rows().forEach(row -> walked.put(row.key, row.value));
      next = chunk.next();
    } while (next != null);
    assertThat(walked).as("seed %d", seed).isEqualTo(new TreeMap<>(expected));
    store.flushCache();
    List<Bytes> keys = List.copyOf(expected.keySet());
    Rows<String> reopened = reopened();
    keys.forEach(key -> assertThat(reopened.get(key)).isEqualTo(expected.get(key)));
  }

  private Rows<String> reopened() {
    return new Rows<>(
        store.table(StoreTable.PERSON), CODEC, new HashedKeys(Identity.unkeyed(), 2), 16);
  }
}
