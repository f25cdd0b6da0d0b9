package dev.tocsin.topology.state;

import dev.tocsin.history.CorruptRowException;
import dev.tocsin.history.RowSeal;
import dev.tocsin.history.RowSeals;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store that encrypts values before they reach cache, changelog topic and disk. Keys are not
 * encrypted, because rows are found by the prefixes of their keys.
 */
public final class SealedStore
    extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]>
    implements KeyValueStore<Bytes, byte[]> {

  private final RowSeals seals;
  private @Nullable RowSeal seal;

  private SealedStore(KeyValueStore<Bytes, byte[]> rows, RowSeals seals) {
    super(rows);
    this.seals = seals;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    seal = seals.of(name(), context.taskId().partition());
    super.init(context, root);
  }

  @Override
  public void put(Bytes key, byte @Nullable [] value) {
    wrapped().put(key, close(key, value));
  }

  @Override
  public byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
    return open(key, wrapped().putIfAbsent(key, close(key, value)));
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    List<KeyValue<Bytes, byte[]>> closed = new ArrayList<>(entries.size());
    entries.forEach(entry -> closed.add(KeyValue.pair(entry.key, close(entry.key, entry.value))));
    wrapped().putAll(closed);
  }

  @Override
  public byte @Nullable [] delete(Bytes key) {
    return open(key, wrapped().delete(key));
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return open(key, wrapped().get(key));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
    return new Opening(wrapped().range(from, to));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
    return new Opening(wrapped().reverseRange(from, to));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return new Opening(wrapped().all());
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    return new Opening(wrapped().reverseAll());
  }

  @Override
  public long approximateNumEntries() {
    return wrapped().approximateNumEntries();
  }

  private byte @Nullable [] close(Bytes key, byte @Nullable [] value) {
    return value == null ? null : seal().close(key.get(), value);
  }

  private byte @Nullable [] open(Bytes key, byte @Nullable [] closed) {
    if (closed == null) {
      return null;
    }
    try {
      return seal().open(key.get(), closed);
    } catch (CorruptRowException e) {
      throw new CorruptRowException("a row of store " + name(), String.valueOf(e.getMessage()));
    }
  }

  private RowSeal seal() {
    return Objects.requireNonNull(seal, "the store is not open");
  }

  /** Wraps the store of a builder. */
  public static StoreBuilder<SealedStore> sealing(
      StoreBuilder<KeyValueStore<Bytes, byte[]>> rows, RowSeals seals) {
    return new WrappingBuilder<>(rows, store -> new SealedStore(store, seals));
  }

  /** Decrypts values as they are read. */
  private final class Opening implements KeyValueIterator<Bytes, byte[]> {

    private final KeyValueIterator<Bytes, byte[]> rows;

    Opening(KeyValueIterator<Bytes, byte[]> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      KeyValue<Bytes, byte[]> row = rows.next();
      return KeyValue.pair(row.key, open(row.key, row.value));
    }

    @Override
    public Bytes peekNextKey() {
      return rows.peekNextKey();
    }

    @Override
    public void close() {
      rows.close();
    }
  }
}
