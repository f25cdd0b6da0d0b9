package dev.tocsin.history.block;

import dev.tocsin.domain.LogRecord;
import dev.tocsin.history.ChecksumSeal;
import dev.tocsin.history.MessageHistory;
import dev.tocsin.history.RowSeal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Rows in memory, and histories on them. */
final class Store {

  static final MessageHistory.Range EVERYTHING = range(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2);

  final KeyValueStore<Bytes, byte[]> rows;
  final HistoryMemory memory;
  private final BlockLimits limits;

  Store(BlockLimits limits) {
    this(limits, 1 << 20);
  }

  Store(BlockLimits limits, long memoryBytes) {
    this.limits = limits;
    this.memory = new HistoryMemory(memoryBytes);
    rows =
        Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore("history"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    rows.init(context.getStateStoreContext(), rows);
  }

  BlockHistory open() {
    return new BlockHistory(rows, new ChecksumSeal(), limits, memory);
  }

  /** A history that reports the number of records of each written block. */
  BlockHistory open(IntConsumer written) {
    ChecksumSeal seal = new ChecksumSeal();
    RowSeal telling =
        new RowSeal() {
          @Override
          public byte[] close(byte[] place, byte[] plain) {
            if (place[0] == BlockKeys.HEADER) {
              written.accept(BlockHeader.decode(plain).count());
            }
            return seal.close(place, plain);
          }

          @Override
          public byte[] open(byte[] place, byte[] closed) {
            return seal.open(place, closed);
          }
        };
    return new BlockHistory(rows, telling, limits, memory);
  }

  static MessageHistory.Range range(long from, long to) {
    return new MessageHistory.Range("duo", null, null, from, to, Long.MAX_VALUE);
  }

  /** All records of one uninterrupted scan. */
  static List<LogRecord> scan(BlockHistory history, MessageHistory.Range range) {
    List<LogRecord> found = new ArrayList<>();
    history.scan(range, null, () -> true, found::add);
    return found;
  }

  /** Keys of all rows of a kind. */
  List<Bytes> keys(byte kind) {
    List<Bytes> keys = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = rows.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> row = all.next();
        if (row.key.get()[0] == kind) {
          keys.add(row.key);
        }
      }
    }
    return keys;
  }

  int largestRow() {
    int largest = 0;
    try (KeyValueIterator<Bytes, byte[]> all = rows.all()) {
      while (all.hasNext()) {
        largest = Math.max(largest, all.next().value.length);
      }
    }
    return largest;
  }
}
