package dev.tocsin.topology.state;

import java.util.Map;
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
public final class HistoryStore
    extends WrappedStateStore<KeyValueStore<Bytes, byte[]>, Bytes, byte[]> {

  private @Nullable Buffered owner;

  /** Whoever buffers what belongs into this store. */
  public interface Buffered {

    /** Writes everything out, or it is not committed. */
    void seal();

    /** The task is given up: what was not committed is processed again, elsewhere or later. */
    void forget();
  }

  private HistoryStore(KeyValueStore<Bytes, byte[]> rows) {
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
  public static StoreBuilder<HistoryStore> builder(KeyValueBytesStoreSupplier supplier) {
    return new Builder(
        Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
            .withCachingDisabled());
  }

  private record Builder(StoreBuilder<KeyValueStore<Bytes, byte[]>> rows)
      implements StoreBuilder<HistoryStore> {

    @Override
    public StoreBuilder<HistoryStore> withCachingEnabled() {
      throw new UnsupportedOperationException("its owner is the cache");
    }

    @Override
    public StoreBuilder<HistoryStore> withCachingDisabled() {
      return this;
    }

    @Override
    public StoreBuilder<HistoryStore> withLoggingEnabled(Map<String, String> config) {
      return new Builder(rows.withLoggingEnabled(config));
    }

    @Override
    public StoreBuilder<HistoryStore> withLoggingDisabled() {
      return new Builder(rows.withLoggingDisabled());
    }

    @Override
    public HistoryStore build() {
      return new HistoryStore(rows.build());
    }

    @Override
    public Map<String, String> logConfig() {
      return rows.logConfig();
    }

    @Override
    public boolean loggingEnabled() {
      return rows.loggingEnabled();
    }

    @Override
    public String name() {
      return rows.name();
    }
  }
}
