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

/** A store of one kind of row under keys that begin with an incident and an account. */
final class Rows<T> {

  private final KeyValueStore<Bytes, byte[]> store;
  private final Codec<T> codec;

  Rows(KeyValueStore<Bytes, byte[]> store, Codec<T> codec) {
    this.store = store;
    this.codec = codec;
  }

  /** A few rows in the order of their keys. */
  record Chunk<T>(List<KeyValue<Bytes, T>> rows, @Nullable Bytes next) {}

  @Nullable T get(Bytes key) {
    byte[] stored = store.get(key);
    return stored == null ? null : codec.decode(stored);
  }

  void put(Bytes key, T row) {
    store.put(key, codec.encode(row));
  }

  void delete(Bytes key) {
    store.delete(key);
  }

  /**
   * Rows read into memory, so that they can be changed while they are worked through.
   *
   * @param cursor where the chunk before ended; null to begin
   */
  Chunk<T> chunk(Bytes prefix, @Nullable Bytes cursor, int size) {
    List<KeyValue<Bytes, T>> rows = new ArrayList<>(size);
    Bytes from = cursor == null ? prefix : cursor;
    try (KeyValueIterator<Bytes, byte[]> stored = store.range(from, Keys.endOf(prefix))) {
      while (stored.hasNext()) {
        if (rows.size() == size) {
          return new Chunk<>(rows, stored.peekNextKey());
        }
        KeyValue<Bytes, byte[]> row = stored.next();
        rows.add(KeyValue.pair(row.key, codec.decode(row.value)));
      }
    }
    return new Chunk<>(rows, null);
  }

  /** The first row with a prefix that is wanted; null when there is none. */
  @Nullable T first(Bytes prefix, Predicate<T> wanted) {
    return find(store.range(prefix, Keys.endOf(prefix)), wanted);
  }

  @Nullable T last(Bytes prefix, Predicate<T> wanted) {
    return find(store.reverseRange(prefix, Keys.endOf(prefix)), wanted);
  }

  private @Nullable T find(KeyValueIterator<Bytes, byte[]> iterator, Predicate<T> wanted) {
    try (iterator) {
      while (iterator.hasNext()) {
        T row = codec.decode(iterator.next().value);
        if (wanted.test(row)) {
          return row;
        }
      }
      return null;
    }
  }
}
