package dev.tocsin.topology;

import dev.tocsin.naming.StoreTable;
import dev.tocsin.topology.state.BufferedStore;
import dev.tocsin.topology.state.Table;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.Stores;

/** Open stores in memory. */
public final class TestStores {

  private TestStores() {}

  /** A table in a store of its own. */
  public static Table table(StoreTable which) {
    return buffered(which.store()).table(which);
  }

  /** Rows that owners of such a store hold are written by {@link BufferedStore#flushCache()}. */
  public static BufferedStore buffered(String name) {
    return opened(
        BufferedStore.builder(Stores.inMemoryKeyValueStore(name)).withLoggingDisabled().build());
  }

  /** The number of rows of a table. */
  public static int count(Table table) {
    int rows = 0;
    try (KeyValueIterator<Bytes, byte[]> all = table.all()) {
      for (; all.hasNext(); all.next()) {
        rows++;
      }
    }
    return rows;
  }

  private static <S extends StateStore> S opened(S store) {
    store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
    return store;
  }
}
