package dev.tocsin.topology.state;

import dev.tocsin.naming.StoreTable;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.WrappedStateStore;

/**
 * A store whose owners buffer writes. They are called before each commit, while their writes still
 * belong to the transaction, and when the task is closed without a commit.
 *
 * <p>Kafka Streams has no public hook for that. It flushes stores that have a cache through {@code
 * CachedStateStore}, from {@code StreamTask.prepareCommit}; this is the only class that relies on
 * it. A standby task never calls it, because it never writes.
 */
public final class BufferedStore
    extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]> {

  /** The owner of the whole store, which has no tables. */
  private static final byte WHOLE = 0;

  private final SortedMap<Byte, Buffered> owners = new TreeMap<>();

  /** The owner of a store or of a table in it, which buffers its writes. */
  public interface Buffered {

    /** Writes everything that is buffered, so that it is committed. */
    void seal();

    /** Discards the buffer: inputs that were not committed are processed again. */
    void forget();
  }

  private BufferedStore(KeyValueStore<Bytes, byte[]> rows) {
    super(rows);
  }

  /** The store that holds the rows. */
  public KeyValueStore<Bytes, byte[]> rows() {
    return wrapped();
  }

  /** A part of the rows. */
  public Table table(StoreTable which) {
    return new Table(this, which);
  }

  /** Has an owner buffer the writes to all rows, in place of the one before. */
  public void ownedBy(Buffered owner) {
    ownedBy(WHOLE, owner);
  }

  void ownedBy(byte table, Buffered owner) {
    owners.put(table, owner);
  }

  @Override
  public void flushCache() {
    owners.values().forEach(Buffered::seal);
    super.flushCache();
  }

  @Override
  public void clearCache() {
    forget();
    super.clearCache();
  }

  /** A failed task is closed without a flush, and its buffers would count as memory in use. */
  @Override
  public void close() {
    forget();
    super.close();
  }

  private void forget() {
    owners.values().forEach(Buffered::forget);
  }

  /** Builds such a store, with a changelog topic. */
  public static StoreBuilder<BufferedStore> builder(KeyValueBytesStoreSupplier supplier) {
    return over(Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray()));
  }

  /** Builds such a store over another one, which must not have a cache. */
  public static StoreBuilder<BufferedStore> over(
      StoreBuilder<? extends KeyValueStore<Bytes, byte[]>> rows) {
    return new WrappingBuilder<>(rows.withCachingDisabled(), BufferedStore::new);
  }
}
