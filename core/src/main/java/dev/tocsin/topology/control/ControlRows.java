package dev.tocsin.topology.control;

import dev.tocsin.codec.Codec;
import dev.tocsin.codec.Input;
import dev.tocsin.codec.Output;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.topology.state.BufferedStore;
import dev.tocsin.topology.state.StoreKeys;
import dev.tocsin.topology.state.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** The store of the control stage: a row for each window, and how far the topic was read. */
final class ControlRows {

  private static final Bytes POSITION = StoreKeys.of("position");

  private static final Codec<Long> OFFSET =
      new Codec<>("control position", 1, Output::number, Input::number);

  private final Table windows;
  private final Table positions;

  ControlRows(BufferedStore store) {
    this.windows = store.table(StoreTable.CONTROL_WINDOW);
    this.positions = store.table(StoreTable.CONTROL_POSITION);
  }

  @Nullable ControlRow row(String windowId) {
    byte[] row = windows.get(StoreKeys.of(windowId));
    return row == null ? null : ControlRow.CODEC.decode(row);
  }

  void put(String windowId, ControlRow row) {
    windows.put(StoreKeys.of(windowId), ControlRow.CODEC.encode(row));
  }

  /** The windows with a change that is not sent on, or not restated, in the order of revisions. */
  List<String> pending() {
    record Pending(String windowId, long revision) {}
    List<Pending> pending = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> rows = windows.all()) {
      while (rows.hasNext()) {
        KeyValue<Bytes, byte[]> next = rows.next();
        ControlRow row = ControlRow.CODEC.decode(next.value);
        if (!row.isDone()) {
          pending.add(new Pending(StoreKeys.texts(next.key, 1).getFirst(), row.head().revision()));
        }
      }
    }
    pending.sort(Comparator.comparingLong(Pending::revision));
    return pending.stream().map(Pending::windowId).toList();
  }

  /** The offset of the last processed record, {@link ControlEnd#EMPTY} if there is none. */
  long position() {
    byte[] row = positions.get(POSITION);
    return row == null ? ControlEnd.EMPTY : OFFSET.decode(row);
  }

  void position(long offset) {
    positions.put(POSITION, OFFSET.encode(offset));
  }
}
