package dev.tocsin.topology.state;

import dev.tocsin.naming.StoreTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one kind in the store of a stage. Keys are given and returned without the number of
 * the table. Rows are in the order of their keys, as unsigned bytes.
 */
public final class Table {

  private final BufferedStore store;
  private final StoreTable which;
  private final Bytes begin;
  private final Bytes end;

  Table(BufferedStore store, StoreTable which) {
    this.store = store;
    this.which = which;
    this.begin = Bytes.wrap(new byte[] {which.number()});
    this.end = StoreKeys.endOf(begin);
  }

  /** Has an owner buffer the writes to this table, in place of the one before. */
  public void ownedBy(BufferedStore.Buffered owner) {
    store.ownedBy(which.number(), owner);
  }

  public byte @Nullable [] get(Bytes key) {
    return rows().get(stored(key));
  }

  public void put(Bytes key, byte[] value) {
    rows().put(stored(key), value);
  }

  /** Writes rows; those with the value null are deleted. */
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    List<KeyValue<Bytes, byte[]>> stored = new ArrayList<>(entries.size());
    entries.forEach(entry -> stored.add(KeyValue.pair(stored(entry.key), entry.value)));
    rows().putAll(stored);
  }

  public void delete(Bytes key) {
    rows().delete(stored(key));
  }

  /** All rows. */
  public KeyValueIterator<Bytes, byte[]> all() {
    return new Rows(rows().range(begin, end));
  }

  /**
   * A range of rows.
   *
   * @param to inclusive; null for the end of the table
   */
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, @Nullable Bytes to) {
    return new Rows(rows().range(stored(from), to == null ? end : stored(to)));
  }

  /** The same in descending order. */
  public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, @Nullable Bytes to) {
    return new Rows(rows().reverseRange(stored(from), to == null ? end : stored(to)));
  }

  private KeyValueStore<Bytes, byte[]> rows() {
    return store.rows();
  }

  private Bytes stored(Bytes key) {
    byte[] bytes = key.get();
    return Bytes.wrap(ByteBuffer.allocate(1 + bytes.length).put(which.number()).put(bytes).array());
  }

  private static Bytes own(Bytes stored) {
    byte[] bytes = stored.get();
    return Bytes.wrap(Arrays.copyOfRange(bytes, 1, bytes.length));
  }

  /** Takes the number of the table off the keys. No table has a row at its end. */
  private record Rows(KeyValueIterator<Bytes, byte[]> stored)
      implements KeyValueIterator<Bytes, byte[]> {

    @Override
    public boolean hasNext() {
      return stored.hasNext();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      KeyValue<Bytes, byte[]> row = stored.next();
      return KeyValue.pair(own(row.key), row.value);
    }

    @Override
    public Bytes peekNextKey() {
      return own(stored.peekNextKey());
    }

    @Override
    public void close() {
      stored.close();
    }
  }
}
