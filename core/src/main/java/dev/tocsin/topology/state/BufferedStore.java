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
 * A store of rows whose owner buffers writes: it is told before each commit, while what it writes
 * still belongs to the transaction, and when a task is given up with what it had buffered.
 *
 * <p>Kafka Streams has no public hook for that. It flushes stores that have a cache by way of
 * {@code CachedStateStore}, from {@code StreamTask.prepareCommit}; this is the only class that
 * relies on it. A standby task never calls it, for it never writes.
 */
public final class BufferedStore
    extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]> {

  private @Nullable Buffered owner;

  /** Whoever buffers what belongs into this store. */
  public interface Buffered {

    /** Writes everything out, or it is not committed. */
    void seal();

    /** The task is given up: what was not committed is processed again, elsewhere or later. */
    void forget();
  }

  private BufferedStore(KeyValueStore<Bytes, byte[]> rows) {
    super(rows);
  }

  /** The rows themselves. */
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

  /** A task that failed is closed without a flush: its buffers must not count as memory in use. */
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
