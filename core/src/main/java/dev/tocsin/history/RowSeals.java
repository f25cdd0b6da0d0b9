package dev.tocsin.history;

/** Provides the seal for the rows of each partition of a store. */
@FunctionalInterface
public interface RowSeals {

  /**
   * @param store the store's name, part of each row's place
   * @param partition the partition of the task
   */
  RowSeal of(String store, int partition);

  /** Checksums without encryption. */
  static RowSeals checksums() {
    return (store, partition) -> new ChecksumSeal();
  }
}
