package dev.tocsin.topology.intake;

import dev.tocsin.topology.state.Table;
import java.nio.ByteBuffer;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/**
 * Records that are parked until the schema registry is available, in the order of their arrival.
 * Parking is safe because the output does not depend on the order of the inputs.
 */
final class Parking {

  private final Table store;
  private long next = -1;
  private long size;

  Parking(Table store) {
    this.store = store;
  }

  void add(RawRecord raw) {
    load();
    store.put(key(next++), RawRecord.CODEC.encode(raw));
    size++;
  }

  long size() {
    load();
    return size;
  }

  /** Passes the records on, oldest first, until one is refused. */
  void drain(Predicate<RawRecord> taken) {
    if (size() == 0) {
      return;
    }
    try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> row = rows.next();
        if (!taken.test(RawRecord.CODEC.decode(row.value))) {
          return;
        }
        store.delete(row.key);
        size--;
      }
    }
  }

  /** Counts the rows at first use, because the store is restored after it is opened. */
  private void load() {
    if (next >= 0) {
      return;
    }
    next = 0;
    try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
      while (rows.hasNext()) {
        next = ByteBuffer.wrap(rows.next().key.get()).getLong() + 1;
        size++;
      }
    }
  }

  private static Bytes key(long sequence) {
    return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(sequence).array());
  }
}
