package dev.tocsin.proof.model;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store whose rows belong to a {@link Disk}. An iterator sees the rows of its creation. */
final class DiskStore implements KeyValueStore<Bytes, byte[]> {

  private final String name;
  private final NavigableMap<Bytes, byte[]> rows;
  private boolean open;

  DiskStore(String name, NavigableMap<Bytes, byte[]> rows) {
    this.name = name;
    this.rows = rows;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> {});
    open = true;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void put(Bytes key, byte @Nullable [] value) {
    if (value == null) {
      rows.remove(key);
    } else {
      rows.put(key, value);
    }
  }

  @Override
  public byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
    byte[] old = rows.get(key);
    if (old == null) {
      put(key, value);
    }
    return old;
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
    entries.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte @Nullable [] delete(Bytes key) {
    return rows.remove(key);
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    return rows.get(key);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
    return new Rows(between(from, to));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
    return new Rows(between(from, to).descendingMap());
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return new Rows(rows);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    return new Rows(rows.descendingMap());
  }

  /** Both ends are included, as in Kafka Streams. */
  private NavigableMap<Bytes, byte[]> between(@Nullable Bytes from, @Nullable Bytes to) {
    if (from == null) {
      return to == null ? rows : rows.headMap(to, true);
    }
    if (to == null) {
      return rows.tailMap(from, true);
    }
    return from.compareTo(to) > 0 ? new TreeMap<>() : rows.subMap(from, true, to, true);
  }

  @Override
  public long approximateNumEntries() {
    return rows.size();
  }

  @Override
  public void close() {
    open = false;
  }

  /** There are no interactive queries. */
  @Override
  public Position getPosition() {
    return Position.emptyPosition();
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** Rows as they were when it was made. */
  private static final class Rows implements KeyValueIterator<Bytes, byte[]> {
    private final Iterator<Map.Entry<Bytes, byte[]>> entries;
    private Map.@Nullable Entry<Bytes, byte[]> next;

    Rows(NavigableMap<Bytes, byte[]> rows) {
      entries = List.copyOf(rows.entrySet()).iterator();
      next = following();
    }

    private Map.@Nullable Entry<Bytes, byte[]> following() {
      return entries.hasNext() ? entries.next() : null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Bytes peekNextKey() {
      return peek().getKey();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      Map.Entry<Bytes, byte[]> entry = peek();
      next = following();
      return KeyValue.pair(entry.getKey(), entry.getValue());
    }

    private Map.Entry<Bytes, byte[]> peek() {
      Map.Entry<Bytes, byte[]> entry = next;
      if (entry == null) {
        throw new java.util.NoSuchElementException();
      }
      return entry;
    }

    @Override
    public void close() {
      next = null;
    }
  }
}
