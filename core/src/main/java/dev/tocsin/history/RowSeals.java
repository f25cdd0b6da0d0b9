package dev.tocsin.history;

/** Gives each partition of a store the seal of its rows. */
@FunctionalInterface
public interface RowSeals {

  /**
   * @param store the store's name, part of each row's place
   * @param partition the task's
   */
  RowSeal of(String store, int partition);

  /** No encryption: damage is found, and whoever reads the disk reads the records. */
  static RowSeals checksums() {
    return (store, partition) -> new ChecksumSeal();
  }
}
