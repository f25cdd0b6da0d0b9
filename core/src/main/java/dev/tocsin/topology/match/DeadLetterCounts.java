package dev.tocsin.topology.match;

import dev.tocsin.codec.Codec;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.topology.state.BufferedStore;
import dev.tocsin.topology.state.Table;
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
import org.jspecify.annotations.Nullable;

/**
 * The number of dead letters of each provider and day, so that coverage can state how many
 * unreadable records may be in a window's range. If the event time of a record could not be read,
 * the day on which the record was produced is counted instead: it cannot have happened later, so
 * every window that begins before that day may lack the record.
 *
 * <p>Each dead letter is stored by its offset too, so that one that is redriven successfully is
 * subtracted exactly once. Only the counts are in memory; those that changed are written before the
 * commit, because thousands of dead letters may be of one day.
 */
final class DeadLetterCounts implements BufferedStore.Buffered {

  private static final long DAY = 86_400_000L;
  private static final byte AT_EVENT_TIME = 0;
  private static final byte UP_TO_PRODUCED = 1;

  /** First byte of the keys of single dead letters; those of counts begin with their kind. */
  private static final byte LETTER = 2;

  private static final int MOST_FORGOTTEN = 1_000;

  private final Table store;
  private final Map<Bytes, Long> changed = new HashMap<>();
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

  DeadLetterCounts(Table store) {
    this.store = store;
    store.ownedBy(this);
  }

  /** How a dead letter was counted. */
  record Letter(byte kind, long day, long producedAt) {

    static final Codec<Letter> CODEC =
        new Codec<>(
            "dead letter",
            1,
            (out, l) -> {
              out.number(l.kind());
              out.number(l.day());
              out.number(l.producedAt());
            },
            in -> new Letter((byte) in.integer(), in.number(), in.number()));
  }

  static final Codec<Long> COUNT =
      new Codec<>("dead-letter count", 1, (out, n) -> out.number(n), in -> in.number());

  /**
   * @param offset of the record in its topic
   * @param eventTime null when it could not be read
   * @param producedAt Kafka timestamp; negative when unknown, which may be any time
   */
  void add(String provider, long offset, @Nullable Long eventTime, long producedAt) {
    byte kind = eventTime == null ? UP_TO_PRODUCED : AT_EVENT_TIME;
    long day;
    if (eventTime != null) {
      day = Math.floorDiv(eventTime, DAY);
    } else {
      day = producedAt < 0 ? Long.MAX_VALUE : Math.floorDiv(producedAt, DAY);
    }
    store.put(letterKey(provider, offset), Letter.CODEC.encode(new Letter(kind, day, producedAt)));
    count(provider, kind, day, 1);
  }

  /**
   * Subtracts a dead letter that was redriven.
   *
   * @return false when it is unknown, or was subtracted before
   */
  boolean resolved(String provider, long offset) {
    Bytes key = letterKey(provider, offset);
    byte[] row = store.get(key);
    if (row == null) {
      return false;
    }
    store.delete(key);
    Letter letter = Letter.CODEC.decode(row);
    count(provider, letter.kind(), letter.day(), -1);
    return true;
  }

  /** Whether any of a provider were subtracted: coverage may be better than it was reported. */
  boolean isAnyResolved(String provider) {
    Days known = days().get(provider);
    return known != null && (known.exact().containsValue(0L) || known.upTo().containsValue(0L));
  }

  /**
   * Deletes single dead letters that were produced before the retained history begins; their count
   * stays.
   */
  void expire(long producedBefore) {
    for (String provider : days().keySet()) {
      List<Bytes> old = new ArrayList<>();
      try (KeyValueIterator<Bytes, byte[]> rows =
          store.range(letterKey(provider, 0), letterKey(provider, Long.MAX_VALUE))) {
        while (rows.hasNext() && old.size() < MOST_FORGOTTEN) {
          KeyValue<Bytes, byte[]> row = rows.next();
          if (Letter.CODEC.decode(row.value).producedAt() >= producedBefore) {
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
    // A count of zero is kept: it states after a restart that dead letters were resolved.
    changed.put(Bytes.wrap(key.array()), count);
  }

  @Override
  public void seal() {
    changed.forEach((key, count) -> store.put(key, COUNT.encode(count)));
    changed.clear();
  }

  @Override
  public void forget() {
    changed.clear();
    providers = null;
  }

  private static Bytes letterKey(String provider, long offset) {
    byte[] name = provider.getBytes(StandardCharsets.UTF_8);
    ByteBuffer key = ByteBuffer.allocate(1 + Integer.BYTES + name.length + Long.BYTES);
    key.put(LETTER).putInt(name.length).put(name).putLong(offset);
    return Bytes.wrap(key.array());
  }

  /** How many dead letters may be in the window's range. */
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
              .put(day, COUNT.decode(row.value));
        }
      }
      providers = loaded;
    }
    return providers;
  }
}
