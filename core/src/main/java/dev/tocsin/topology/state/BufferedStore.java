package dev.tocsin.topology.state;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * A store whose owner buffers writes. The owner is called before each commit, while its writes
 * still belong to the transaction, and when the task is closed without a commit.
 *
 * <p>Kafka Streams has no public hook for that. It flushes stores that have a cache through {@code
 * CachedStateStore}, from {@code StreamTask.prepareCommit}; this is the only class that relies on
 * it. A standby task never calls it, because it never writes.
 */
public final class BufferedStore
    extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]> {

  private @Nullable Buffered owner;

  /** The owner of a store, which buffers its writes. */
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

  public void ownedBy(Buffered buffered) {
    owner = buffered;
  }

  @Override
  public void flushCache() {
    Buffered buffered = owner;
    if (buffered != null) {
      buffered.seal();
    }
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
    Buffered buffered = owner;
    if (buffered != null) {
      buffered.forget();
    }
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
