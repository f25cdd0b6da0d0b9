package dev.tocsin.ops;

import dev.tocsin.naming.StoreNames;
import dev.tocsin.telemetry.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Configures one block cache for all stores of the process, used by blocks, indexes, filters and
 * write buffers, so that RocksDB's memory does not grow with the number of stores or the history.
 * By default Kafka Streams creates a cache for each store.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

  /** Streams property: size of the cache in bytes. */
  static final String CACHE_BYTES = "tocsin.rocksdb.cache.bytes";

  /** Streams property: part of the cache that write buffers may use, in bytes. */
  static final String WRITE_BUFFER_BYTES = "tocsin.rocksdb.write.buffer.bytes";

  /** Share of the cache reserved for indexes and filters, without which every read is slow. */
  private static final double INDEX_SHARE = 0.3;

  /**
   * Store that is read for each flagged record and person, most of which are new: a filter over the
   * write buffer avoids the search.
   */
  private static final String MOSTLY_MISSED = StoreNames.IMPACT;

  /** Share of a write buffer for such a filter: eight bits per row of 50 bytes. */
  private static final double FILTER_SHARE = 0.02;

  private record Memory(LRUCache cache, WriteBufferManager buffers, long capacity) {}

  private static volatile @Nullable Memory shared;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    Memory memory = shared(bytes(configs, CACHE_BYTES), bytes(configs, WRITE_BUFFER_BYTES));
    // Streams reads this object later and ignores a new one.
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(memory.cache());
    table.setCacheIndexAndFilterBlocks(true);
    table.setCacheIndexAndFilterBlocksWithHighPriority(true);
    table.setPinTopLevelIndexAndFilter(true);
    options.setTableFormatConfig(table);
    options.setWriteBufferManager(memory.buffers());
    if (storeName.equals(MOSTLY_MISSED)) {
      options.setMemtablePrefixBloomSizeRatio(FILTER_SHARE);
      options.setMemtableWholeKeyFiltering(true);
    }
  }

  @Override
  public void close(String storeName, Options options) {
    // The cache and the buffers belong to the process, not to the store.
  }

  /** Publishes the memory in use; 0 before the first store is opened. */
  static void bindTo(MeterRegistry meters) {
    Metric.ROCKSDB_CACHE.gauge(meters, () -> ofShared(memory -> memory.cache().getUsage()));
    Metric.ROCKSDB_CACHE_PINNED.gauge(
        meters, () -> ofShared(memory -> memory.cache().getPinnedUsage()));
    Metric.ROCKSDB_CACHE_CAPACITY.gauge(meters, () -> ofShared(Memory::capacity));
  }

  private static long ofShared(ToLongFunction<Memory> part) {
    Memory memory = shared;
    return memory == null ? 0 : part.applyAsLong(memory);
  }

  /** The sizes of the first store of the process apply. */
  private static synchronized Memory shared(long cacheBytes, long writeBufferBytes) {
    Memory memory = shared;
    if (memory == null) {
      RocksDB.loadLibrary();
      LRUCache cache = new LRUCache(cacheBytes, -1, false, INDEX_SHARE);
      memory = new Memory(cache, new WriteBufferManager(writeBufferBytes, cache), cacheBytes);
      shared = memory;
    }
    return memory;
  }

  private static long bytes(Map<String, Object> configs, String key) {
    Object value = configs.get(key);
    if (value instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException(
        "property '" + key + "' is " + value + "; set it to a number of bytes");
  }
}
