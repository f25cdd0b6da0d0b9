package dev.tocsin.bench.flink;

import java.util.Collection;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.state.rocksdb.RocksDBOptionsFactory;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;

/**
 * RocksDB for a state in which nearly every look-up is for a key that is not there, as it is when
 * each record is kept once: filters answer those, on disk and in write buffers.
 */
public final class TunedRocksDb implements RocksDBOptionsFactory {

  private static final long serialVersionUID = 1;

  /** Of the write buffer. */
  private static final double MEMTABLE_FILTER_SHARE = 0.1;

  /** Sets what has an option of Flink's, and this class for what has none. */
  static void configure(Configuration configuration) {
    configuration.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    // Levels that are soon written again are not worth compressing.
    configuration.set(
        RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL,
        List.of(
            CompressionType.NO_COMPRESSION,
            CompressionType.NO_COMPRESSION,
            CompressionType.SNAPPY_COMPRESSION));
    configuration.set(RocksDBOptions.OPTIONS_FACTORY, TunedRocksDb.class.getName());
  }

  @Override
  public DBOptions createDBOptions(DBOptions options, Collection<AutoCloseable> toClose) {
    return options;
  }

  @Override
  public ColumnFamilyOptions createColumnOptions(
      ColumnFamilyOptions options, Collection<AutoCloseable> toClose) {
    return options
        .setMemtablePrefixBloomSizeRatio(MEMTABLE_FILTER_SHARE)
        .setMemtableWholeKeyFiltering(true);
  }
}
