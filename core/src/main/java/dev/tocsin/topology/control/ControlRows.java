package dev.tocsin.topology.control;

import dev.tocsin.codec.Codec;
import dev.tocsin.codec.Input;
import dev.tocsin.codec.Output;
import dev.tocsin.topology.state.StoreKeys;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The store of the control stage: a row for each window, and how far the topic was read. */
final class ControlRows {

  private static final String WINDOW = "window";
  private static final Bytes WINDOWS = StoreKeys.of(WINDOW);
  private static final Bytes POSITION = StoreKeys.of("position");

  private static final Codec<Long> OFFSET =
      new Codec<>("control position", 1, Output::number, Input::number);

  private final KeyValueStore<Bytes, byte[]> store;

  ControlRows(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  @Nullable ControlRow row(String windowId) {
    byte[] row = store.get(key(windowId));
    return row == null ? null : ControlRow.CODEC.decode(row);
  }

  void put(String windowId, ControlRow row) {
    store.put(key(windowId), ControlRow.CODEC.encode(row));
  }

  /** The windows with a change that is not sent on, or not restated, in the order of revisions. */
  List<String> pending() {
    record Pending(String windowId, long revision) {}
    List<Pending> pending = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows = store.range(WINDOWS, StoreKeys.endOf(WINDOWS))) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> next = rows.next();
        ControlRow row = ControlRow.CODEC.decode(next.value);
        if (!row.isDone()) {
          pending.add(new Pending(StoreKeys.texts(next.key, 2).getLast(), row.head().revision()));
        }
      }
    }
    pending.sort(Comparator.comparingLong(Pending::revision));
    return pending.stream().map(Pending::windowId).toList();
  }

  /** The offset of the last processed record, {@link ControlEnd#EMPTY} if there is none. */
  long position() {
    byte[] row = store.get(POSITION);
    return row == null ? ControlEnd.EMPTY : OFFSET.decode(row);
  }

  void position(long offset) {
    store.put(POSITION, OFFSET.encode(offset));
  }

  private static Bytes key(String windowId) {
    return StoreKeys.of(WINDOW, windowId);
  }
}
