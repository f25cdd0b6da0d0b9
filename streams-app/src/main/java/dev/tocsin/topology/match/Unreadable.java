package dev.tocsin.topology.match;

import dev.tocsin.domain.CompromiseWindow;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
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
 */
final class Unreadable {

  private static final long DAY = 86_400_000L;
  private static final byte AT_EVENT_TIME = 0;
  private static final byte UP_TO_PUSH_TIME = 1;

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

  /**
   * @param eventTime null when it could not be read
   * @param pushedAt Kafka timestamp; negative when unknown, which may then be any time
   */
  void add(String provider, @Nullable Long eventTime, long pushedAt) {
    byte kind = eventTime == null ? UP_TO_PUSH_TIME : AT_EVENT_TIME;
    long day;
    if (eventTime != null) {
      day = Math.floorDiv(eventTime, DAY);
    } else {
      day = pushedAt < 0 ? Long.MAX_VALUE : Math.floorDiv(pushedAt, DAY);
    }
    long count =
        days().computeIfAbsent(provider, p -> new Days()).of(kind).merge(day, 1L, Long::sum);
    byte[] name = provider.getBytes(StandardCharsets.UTF_8);
    ByteBuffer key = ByteBuffer.allocate(1 + Long.BYTES + name.length);
    key.put(kind).putLong(day).put(name);
    store.put(Bytes.wrap(key.array()), ByteBuffer.allocate(Long.BYTES).putLong(count).array());
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
      try (KeyValueIterator<Bytes, byte[]> rows = store.all()) {
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
