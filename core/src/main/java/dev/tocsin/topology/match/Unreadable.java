package dev.tocsin.topology.match;

import dev.tocsin.domain.CompromiseWindow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Counts of the dead letters of each provider by day, so that coverage can say how many unread
 * records may belong to a window. Where the event time could not be read, the day of the push
 * stands in: a record cannot have been sent after it was pushed, so every window that begins before
 * that day may have lost it.
 *
 * <p>Each is also remembered by its offset, so that one that is sent again and read is taken out of
 * the count once, and nothing else is. Only the counts are in memory.
 */
final class Unreadable {

  private static final long DAY = 86_400_000L;
  private static final byte AT_EVENT_TIME = 0;
  private static final byte UP_TO_PUSH_TIME = 1;

  /** What the rows of single dead letters begin with; those of counts begin with their kind. */
  private static final byte LETTER = 2;

  private static final int MOST_FORGOTTEN = 1_000;

  private final KeyValueStore<Bytes, byte[]> store;
  private @Nullable Map<String, Days> providers;

  /** Counts by day since the epoch. */
  private record Days(TreeMap<Long, Long> exact, TreeMap<Long, Long> upTo) {
    Days() {
      this(new TreeMap<>(), new TreeMap<>());
    }

    TreeMap<Long, Long> of(byte kind) {
      return kind == AT_EVENT_TIME ? exact : upTo;
    }
  }

  Unreadable(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** What a dead letter was counted as. */
  private record Letter(byte kind, long day, long pushedAt) {
    byte[] encode() {
      return ByteBuffer.allocate(1 + 2 * Long.BYTES)
          .put(kind)
          .putLong(day)
          .putLong(pushedAt)
          .array();
    }

    static Letter decode(byte[] bytes) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new Letter(buffer.get(), buffer.getLong(), buffer.getLong());
    }
  }

  /**
   * @param offset of the record in its topic
   * @param eventTime null when it could not be read
   * @param pushedAt Kafka timestamp; negative when unknown, which may then be any time
   */
  void add(String provider, long offset, @Nullable Long eventTime, long pushedAt) {
    byte kind = eventTime == null ? UP_TO_PUSH_TIME : AT_EVENT_TIME;
    long day;
    if (eventTime != null) {
      day = Math.floorDiv(eventTime, DAY);
    } else {
      day = pushedAt < 0 ? Long.MAX_VALUE : Math.floorDiv(pushedAt, DAY);
    }
    store.put(letterKey(provider, offset), new Letter(kind, day, pushedAt).encode());
    count(provider, kind, day, 1);
  }

  /**
   * Takes a dead letter out that was sent again.
   *
   * @return false when it is not known, or was taken out before
   */
  boolean mended(String provider, long offset) {
    Bytes key = letterKey(provider, offset);
    byte[] row = store.get(key);
    if (row == null) {
      return false;
    }
    store.delete(key);
    Letter letter = Letter.decode(row);
    count(provider, letter.kind(), letter.day(), -1);
    return true;
  }

  /** Whether some of a provider were taken out: then coverage may be better than it was told. */
  boolean isAnyMended(String provider) {
    Days known = days().get(provider);
    return known != null && (known.exact().containsValue(0L) || known.upTo().containsValue(0L));
  }

  /**
   * Forgets the oldest ones one by one, though not their count: they were pushed so long ago that
   * what they were is no longer retained.
   */
  void forget(long pushedBefore) {
    for (String provider : days().keySet()) {
      List<Bytes> old = new ArrayList<>();
      try (KeyValueIterator<Bytes, byte[]> rows =
          store.range(letterKey(provider, 0), letterKey(provider, Long.MAX_VALUE))) {
        while (rows.hasNext() && old.size() < MOST_FORGOTTEN) {
          KeyValue<Bytes, byte[]> row = rows.next();
          if (Letter.decode(row.value).pushedAt() >= pushedBefore) {
            break;
          }
          old.add(row.key);
        }
      }
      old.forEach(store::delete);
    }
  }

  private void count(String provider, byte kind, long day, long change) {
    long count =
        days().computeIfAbsent(provider, p -> new Days()).of(kind).merge(day, change, Long::sum);
    byte[] name = provider.getBytes(StandardCharsets.UTF_8);
    ByteBuffer key = ByteBuffer.allocate(1 + Long.BYTES + name.length);
    key.put(kind).putLong(day).put(name);
    // A count of nothing stays, and says after a restart that there once was something.
    store.put(Bytes.wrap(key.array()), ByteBuffer.allocate(Long.BYTES).putLong(count).array());
  }

  private static Bytes letterKey(String provider, long offset) {
    byte[] name = provider.getBytes(StandardCharsets.UTF_8);
    ByteBuffer key = ByteBuffer.allocate(1 + Integer.BYTES + name.length + Long.BYTES);
    key.put(LETTER).putInt(name.length).put(name).putLong(offset);
    return Bytes.wrap(key.array());
  }

  /** How many may be in the window's range. */
  long inRange(CompromiseWindow window) {
    Days days = days().get(window.provider());
    if (days == null || window.isEmpty()) {
      return 0;
    }
    long first = Math.floorDiv(window.from(), DAY);
    long last = Math.floorDiv(window.to() - 1, DAY);
    return sum(days.exact().subMap(first, true, last, true)) + sum(days.upTo().tailMap(first));
  }

  private static long sum(Map<Long, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<String, Days> days() {
    if (providers == null) {
      Map<String, Days> loaded = new HashMap<>();
      Bytes from = Bytes.wrap(new byte[] {AT_EVENT_TIME});
      Bytes to = Bytes.wrap(new byte[] {LETTER});
      try (KeyValueIterator<Bytes, byte[]> rows = store.range(from, to)) {
        while (rows.hasNext()) {
          KeyValue<Bytes, byte[]> row = rows.next();
          ByteBuffer key = ByteBuffer.wrap(row.key.get());
          byte kind = key.get();
          long day = key.getLong();
          String provider = StandardCharsets.UTF_8.decode(key).toString();
          loaded
              .computeIfAbsent(provider, p -> new Days())
              .of(kind)
              .put(day, ByteBuffer.wrap(row.value).getLong());
        }
      }
      providers = loaded;
    }
    return providers;
  }
}
