package dev.tocsin.topology;

import dev.tocsin.topology.state.BufferedStore;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** Open stores in memory. */
public final class TestStores {

  private TestStores() {}

  public static KeyValueStore<Bytes, byte[]> plain(String name) {
    return opened(Stores.inMemoryKeyValueStore(name).get());
  }

  /** Rows of such a store are written by {@link BufferedStore#flushCache()}. */
  public static BufferedStore buffered(String name) {
    return opened(
        BufferedStore.builder(Stores.inMemoryKeyValueStore(name)).withLoggingDisabled().build());
  }

  private static <S extends StateStore> S opened(S store) {
    store.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), store);
    return store;
  }
}
