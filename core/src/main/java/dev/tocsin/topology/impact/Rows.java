package dev.tocsin.topology.impact;

import dev.tocsin.codec.Codec;
import dev.tocsin.topology.state.BufferedStore;
import dev.tocsin.topology.state.StoreKeys;
import dev.tocsin.topology.state.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * A store of one kind of row, with keys that begin with an incident and an account. Stored keys are
 * not encrypted, so they have hashes in place of accounts and people ({@link HashedKeys}); values
 * are encrypted, and contain the key.
 *
 * <p>Changed rows are held in memory until the commit and then written together: a row that changes
 * ten times between two commits is encoded, encrypted and logged once. Unchanged rows that were
 * read are held too, up to a limit, because they are often read again.
 */
final class Rows<T> implements BufferedStore.Buffered {

  /** The prefix of all rows. */
  static final Bytes EVERYTHING = Bytes.wrap(new byte[0]);

  /** Limit of held changed rows: when it is reached, they are written before the commit. */
  private static final int MOST_CHANGED = 1_024;

  private final Table store;
  private final Codec<T> codec;
  private final HashedKeys keys;
  private final int mostUnchanged;
  private final Map<Bytes, Held<T>> changed = new HashMap<>();
  private final Map<Bytes, Held<T>> unchanged = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * A row in memory.
   *
   * @param stored the key as it is stored
   * @param row null when it is deleted
   */
  private record Held<T>(Bytes stored, @Nullable T row) {}

  /**
   * @param store whose writes this buffers
   * @param keys how keys are stored
   * @param mostUnchanged limit of held unchanged rows
   */
  Rows(Table store, Codec<T> codec, HashedKeys keys, int mostUnchanged) {
    this.store = store;
    this.mostUnchanged = mostUnchanged;
    this.keys = keys;
    this.codec = codec;
    store.ownedBy(this);
  }

  /**
   * A few rows.
   *
   * @param next stored key of the row to continue at; null at the end
   */
  record Chunk<T>(List<KeyValue<Bytes, T>> rows, @Nullable Bytes next) {}

  @Nullable T get(Bytes key) {
    Held<T> held = changed.get(key);
    if (held == null) {
      held = unchanged.get(key);
    }
    if (held == null) {
      held = read(key);
    }
    return held.row();
  }

  private Held<T> read(Bytes key) {
    Bytes storedKey = keys.hashed(key);
    byte[] stored = store.get(storedKey);
    Held<T> held = new Held<>(storedKey, stored == null ? null : open(stored).value);
    hold(key, held);
    return held;
  }

  private KeyValue<Bytes, T> open(byte[] row) {
    return codec.decode(row, (key, value) -> KeyValue.pair(Bytes.wrap(key), value));
  }

  private void hold(Bytes key, Held<T> held) {
    unchanged.put(key, held);
    if (unchanged.size() > mostUnchanged) {
      unchanged.remove(unchanged.keySet().iterator().next());
    }
  }

  void put(Bytes key, T row) {
    change(key, row);
  }

  void delete(Bytes key) {
    change(key, null);
  }

  private void change(Bytes key, @Nullable T row) {
    Held<T> known = unchanged.remove(key);
    if (known == null) {
      known = changed.get(key);
    }
    changed.put(key, new Held<>(known == null ? keys.hashed(key) : known.stored(), row));
    if (changed.size() >= MOST_CHANGED) {
      seal();
    }
  }

  @Override
  public void seal() {
    if (changed.isEmpty()) {
      return;
    }
    List<KeyValue<Bytes, byte[]>> rows = new ArrayList<>(changed.size());
    changed.forEach(
        (key, held) -> {
          T row = held.row();
          rows.add(KeyValue.pair(held.stored(), row == null ? null : codec.encode(key.get(), row)));
        });
    store.putAll(rows);
    changed.forEach(this::hold);
    changed.clear();
  }

  @Override
  public void forget() {
    changed.clear();
    unchanged.clear();
  }

  /**
   * Reads rows into memory, so that they can be changed while they are processed.
   *
   * @param cursor {@link Chunk#next} of the chunk before; null to begin
   */
  Chunk<T> chunk(Bytes prefix, @Nullable Bytes cursor, int size) {
    List<KeyValue<Bytes, T>> rows = new ArrayList<>(size);
    Bytes begin = keys.hashed(prefix);
    Bytes from = cursor == null ? begin : cursor;
    try (KeyValueIterator<Bytes, byte[]> stored = range(from, endOf(begin))) {
      while (stored.hasNext()) {
        if (rows.size() == size) {
          return new Chunk<>(rows, stored.peekNextKey());
        }
        rows.add(open(stored.next().value));
      }
    }
    return new Chunk<>(rows, null);
  }

  /** The first matching row with a prefix; null when there is none. */
  @Nullable T first(Bytes prefix, Predicate<T> wanted) {
    Bytes begin = keys.hashed(prefix);
    return find(range(begin, endOf(begin)), wanted);
  }

  /** The last matching row with a prefix; null when there is none. */
  @Nullable T last(Bytes prefix, Predicate<T> wanted) {
    Bytes begin = keys.hashed(prefix);
    seal();
    return find(store.reverseRange(begin, endOf(begin)), wanted);
  }

  /** An iterator of the store does not see what is held, so that is written first. */
  private KeyValueIterator<Bytes, byte[]> range(Bytes from, @Nullable Bytes to) {
    seal();
    return store.range(from, to);
  }

  /** Null is the end of the store. */
  private static @Nullable Bytes endOf(Bytes prefix) {
    return prefix.equals(EVERYTHING) ? null : StoreKeys.endOf(prefix);
  }

  private @Nullable T find(KeyValueIterator<Bytes, byte[]> iterator, Predicate<T> wanted) {
    try (iterator) {
      while (iterator.hasNext()) {
        T row = open(iterator.next().value).value;
        if (wanted.test(row)) {
          return row;
        }
      }
      return null;
    }
  }
}
