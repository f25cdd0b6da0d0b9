package dev.tocsin.history;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.LogRecord;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * One row a record, keyed by (sent_at, sequence): the simplest history that is right. The sequence
 * counts arrivals in this partition and is what a snapshot bounds.
 */
public final class RowHistory implements MessageHistory {

  /** Sorts before every row: rows start with a flag byte of 1. */
  private static final Bytes SEQUENCE_KEY = Bytes.wrap(new byte[] {0});

  private static final byte ROW = 1;
  private static final int KEY_BYTES = 1 + Long.BYTES + Long.BYTES;

  /** Sequences are handed out from a reserved run, so that not every record writes the counter. */
  private static final int RESERVED = 10_000;

  private static final int ROWS_PER_CHECK = 64;

  private final KeyValueStore<Bytes, byte[]> store;
  private long next = -1;
  private long reserved = -1;

  /**
   * No row lies below. RocksDB walks over deleted rows until it has compacted them, so nothing ever
   * starts to read at the first key there could be.
   */
  private long floor = Long.MIN_VALUE;

  /**
   * @param store restored by the time of the first call of any method, not before
   */
  public RowHistory(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Override
  public void append(LogRecord record) {
    floor = Math.min(floor, record.sentAt());
    store.put(key(record.sentAt(), nextSequence()), Codecs.LOG_RECORD.encode(record));
  }

  private long nextSequence() {
    load();
    if (next == reserved) {
      reserved = next + RESERVED;
      store.put(SEQUENCE_KEY, ByteBuffer.allocate(Long.BYTES).putLong(reserved).array());
    }
    return next++;
  }

  /** A restart goes on behind the last reserved run: gaps do no harm, reuse would. */
  private void load() {
    if (next < 0) {
      byte[] stored = store.get(SEQUENCE_KEY);
      next = stored == null ? 0 : ByteBuffer.wrap(stored).getLong();
      reserved = next;
    }
  }

  @Override
  public long snapshot() {
    load();
    return next;
  }

  @Override
  public Step scan(
      Range range, byte @Nullable [] cursor, BooleanSupplier goOn, Consumer<LogRecord> visitor) {
    if (range.from() >= range.to()) {
      return new Step(null, 0);
    }
    Bytes from = cursor == null ? key(range.from(), 0) : Bytes.wrap(cursor);
    Bytes to = key(range.to() - 1, Long.MAX_VALUE);
    long examined = 0;
    try (KeyValueIterator<Bytes, byte[]> rows = store.range(from, to)) {
      while (rows.hasNext()) {
        if (examined % ROWS_PER_CHECK == 0 && examined > 0 && !goOn.getAsBoolean()) {
          return new Step(rows.peekNextKey().get(), examined);
        }
        KeyValue<Bytes, byte[]> row = rows.next();
        examined++;
        if (sequence(row.key) < range.snapshot()) {
          visitor.accept(Codecs.LOG_RECORD.decode(row.value));
        }
      }
    }
    return new Step(null, examined);
  }

  @Override
  public boolean expire(long sentBefore, BooleanSupplier goOn) {
    if (sentBefore <= floor) {
      return true;
    }
    Bytes from = key(floor, 0);
    Bytes to = key(sentBefore - 1, Long.MAX_VALUE);
    long deleted = 0;
    try (KeyValueIterator<Bytes, byte[]> rows = store.range(from, to)) {
      while (rows.hasNext()) {
        if (deleted % ROWS_PER_CHECK == 0 && deleted > 0 && !goOn.getAsBoolean()) {
          return false;
        }
        store.delete(rows.next().key);
        deleted++;
      }
    }
    floor = sentBefore;
    return true;
  }

  @Override
  public long size() {
    return store.approximateNumEntries();
  }

  @Override
  public long oldest() {
    try (KeyValueIterator<Bytes, byte[]> rows =
        store.range(key(floor, 0), key(Long.MAX_VALUE, Long.MAX_VALUE))) {
      if (!rows.hasNext()) {
        return -1;
      }
      floor = sentAt(rows.peekNextKey());
      return floor;
    }
  }

  /** Flipping the sign bit makes bytes sort as signed numbers do. */
  private static Bytes key(long sentAt, long sequence) {
    return Bytes.wrap(
        ByteBuffer.allocate(KEY_BYTES)
            .put(ROW)
            .putLong(sentAt ^ Long.MIN_VALUE)
            .putLong(sequence)
            .array());
  }

  private static long sentAt(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(1) ^ Long.MIN_VALUE;
  }

  private static long sequence(Bytes key) {
    return ByteBuffer.wrap(key.get()).getLong(1 + Long.BYTES);
  }
}
