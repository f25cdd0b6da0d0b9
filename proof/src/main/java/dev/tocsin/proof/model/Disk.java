package dev.tocsin.proof.model;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The committed rows of a task's stores, which outlive the task. They can be reset to a snapshot,
 * as an aborted transaction resets a store.
 */
final class Disk {

  private final Map<String, NavigableMap<Bytes, byte[]>> stores = new HashMap<>();

  /** The rows at one time. */
  record Snapshot(Map<String, NavigableMap<Bytes, byte[]>> stores) {}

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

  Snapshot snapshot() {
    Map<String, NavigableMap<Bytes, byte[]>> copies = new HashMap<>();
    stores.forEach((name, rows) -> copies.put(name, new TreeMap<>(rows)));
    return new Snapshot(copies);
  }

  /** Restores a snapshot; while no task uses the stores. */
  void restore(Snapshot snapshot) {
    stores.clear();
    snapshot.stores().forEach((name, rows) -> stores.put(name, new TreeMap<>(rows)));
  }
}
