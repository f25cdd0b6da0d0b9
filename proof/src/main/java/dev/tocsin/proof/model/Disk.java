package dev.tocsin.proof.model;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What one task has committed: its stores' rows, which stay when the task ends. It can be taken
 * back to an earlier moment, as an aborted transaction takes a store back.
 */
final class Disk {

  private final Map<String, NavigableMap<Bytes, byte[]>> stores = new HashMap<>();

  /** The rows of a moment. */
  record Moment(Map<String, NavigableMap<Bytes, byte[]>> stores) {}

  KeyValueBytesStoreSupplier store(String name) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new DiskStore(name, rows(name));
      }

      @Override
      public String metricsScope() {
        return "disk";
      }
    };
  }

  private NavigableMap<Bytes, byte[]> rows(String name) {
    return stores.computeIfAbsent(name, n -> new TreeMap<>());
  }

  Moment now() {
    Map<String, NavigableMap<Bytes, byte[]>> copies = new HashMap<>();
    stores.forEach((name, rows) -> copies.put(name, new TreeMap<>(rows)));
    return new Moment(copies);
  }

  /** To be called when no task uses it. */
  void backTo(Moment moment) {
    stores.clear();
    moment.stores().forEach((name, rows) -> stores.put(name, new TreeMap<>(rows)));
  }
}
