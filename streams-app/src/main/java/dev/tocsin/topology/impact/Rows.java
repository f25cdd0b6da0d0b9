package dev.tocsin.topology.impact;

import dev.tocsin.codec.Codec;
import dev.tocsin.topology.state.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store of one kind of row under keys that begin with an incident and an account. What is stored
 * has hashes in the place of accounts and people, for keys are not encrypted; the key itself is
 * part of the value, which is.
 */
final class Rows<T> {

  private final KeyValueStore<Bytes, byte[]> store;
  private final Codec<KeyValue<Bytes, T>> codec;
  private final VeiledKeys keys;

  /**
   * @param texts how many texts the keys begin with
   */
  Rows(KeyValueStore<Bytes, byte[]> store, Codec<T> codec, int texts) {
    this.store = store;
    this.keys = new VeiledKeys(texts);
    this.codec =
        new Codec<>(
            "stored row",
            (out, row) -> {
              out.bytes(row.key.get());
              codec.write(out, row.value);
            },
            in -> KeyValue.pair(Bytes.wrap(in.bytes()), codec.read(in)));
  }

  /**
   * A few rows.
   *
   * @param next where to go on, as it is stored; null at the end
   */
  record Chunk<T>(List<KeyValue<Bytes, T>> rows, @Nullable Bytes next) {}

  @Nullable T get(Bytes key) {
    byte[] stored = store.get(keys.veil(key));
    return stored == null ? null : codec.decode(stored).value;
  }

  void put(Bytes key, T row) {
    store.put(keys.veil(key), codec.encode(KeyValue.pair(key, row)));
  }

  void delete(Bytes key) {
    store.delete(keys.veil(key));
  }

  /**
   * Rows read into memory, so that they can be changed while they are worked through.
   *
   * @param cursor where the chunk before ended; null to begin
   */
  Chunk<T> chunk(Bytes prefix, @Nullable Bytes cursor, int size) {
    List<KeyValue<Bytes, T>> rows = new ArrayList<>(size);
    Bytes begin = keys.veil(prefix);
    Bytes from = cursor == null ? begin : cursor;
    try (KeyValueIterator<Bytes, byte[]> stored = store.range(from, Keys.endOf(begin))) {
      while (stored.hasNext()) {
        if (rows.size() == size) {
          return new Chunk<>(rows, stored.peekNextKey());
        }
        rows.add(codec.decode(stored.next().value));
      }
    }
    return new Chunk<>(rows, null);
  }

  /** The first row with a prefix that is wanted; null when there is none. */
  @Nullable T first(Bytes prefix, Predicate<T> wanted) {
    Bytes begin = keys.veil(prefix);
    return find(store.range(begin, Keys.endOf(begin)), wanted);
  }

  @Nullable T last(Bytes prefix, Predicate<T> wanted) {
    Bytes begin = keys.veil(prefix);
    return find(store.reverseRange(begin, Keys.endOf(begin)), wanted);
  }

  private @Nullable T find(KeyValueIterator<Bytes, byte[]> iterator, Predicate<T> wanted) {
    try (iterator) {
      while (iterator.hasNext()) {
        T row = codec.decode(iterator.next().value).value;
        if (wanted.test(row)) {
          return row;
        }
      }
      return null;
    }
  }
}
