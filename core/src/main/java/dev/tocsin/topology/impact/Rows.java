package dev.tocsin.topology.impact;

import dev.tocsin.codec.Codec;
import dev.tocsin.topology.state.BufferedStore;
import dev.tocsin.topology.state.StoreKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 *
 * <p>Rows that change are held until the commit, and written together then: a row that changes ten
 * times between two commits is encoded, encrypted and logged once. Some that did not change are
 * held as well, for those that are asked for are asked for again.
 */
final class Rows<T> implements BufferedStore.Buffered {

  /** The prefix of all rows. */
  static final Bytes EVERYTHING = Bytes.wrap(new byte[0]);

  /** Changed rows that are held at the most: more are written before the commit. */
  private static final int MOST_CHANGED = 1_024;

  private final KeyValueStore<Bytes, byte[]> store;
  private final Codec<KeyValue<Bytes, T>> codec;
  private final VeiledKeys keys;
  private final int mostUnchanged;
  private final Map<Bytes, Held<T>> changed = new HashMap<>();
  private final Map<Bytes, Held<T>> unchanged = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * A row in memory.
   *
   * @param stored its key as it is stored
   * @param row null when it is deleted
   */
  private record Held<T>(Bytes stored, @Nullable T row) {}

  /**
   * @param store whose buffer this becomes
   * @param texts how many texts the keys begin with
   * @param mostUnchanged unchanged rows that are held at the most
   */
  Rows(BufferedStore store, Codec<T> codec, int texts, int mostUnchanged) {
    this.store = store.rows();
    this.mostUnchanged = mostUnchanged;
    this.keys = new VeiledKeys(texts);
    this.codec =
        new Codec<>(
            "stored row",
            (out, row) -> {
              out.bytes(row.key.get());
              codec.write(out, row.value);
            },
            in -> KeyValue.pair(Bytes.wrap(in.bytes()), codec.read(in)));
    store.ownedBy(this);
  }

  /**
   * A few rows.
   *
   * @param next where to go on, as it is stored; null at the end
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
    Bytes veiled = keys.veil(key);
    byte[] stored = store.get(veiled);
    Held<T> held = new Held<>(veiled, stored == null ? null : codec.decode(stored).value);
    hold(key, held);
    return held;
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
    changed.put(key, new Held<>(known == null ? keys.veil(key) : known.stored(), row));
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
          rows.add(
              KeyValue.pair(
                  held.stored(), row == null ? null : codec.encode(KeyValue.pair(key, row))));
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
   * Rows read into memory, so that they can be changed while they are worked through.
   *
   * @param cursor where the chunk before ended; null to begin
   */
  Chunk<T> chunk(Bytes prefix, @Nullable Bytes cursor, int size) {
    List<KeyValue<Bytes, T>> rows = new ArrayList<>(size);
    Bytes begin = keys.veil(prefix);
    Bytes from = cursor == null ? begin : cursor;
    try (KeyValueIterator<Bytes, byte[]> stored = range(from, endOf(begin))) {
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
    return find(range(begin, endOf(begin)), wanted);
  }

  @Nullable T last(Bytes prefix, Predicate<T> wanted) {
    Bytes begin = keys.veil(prefix);
    seal();
    return find(store.reverseRange(begin, endOf(begin)), wanted);
  }

  /** What is held has to be in the store to be come to. */
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
        T row = codec.decode(iterator.next().value).value;
        if (wanted.test(row)) {
          return row;
        }
      }
      return null;
    }
  }
}
