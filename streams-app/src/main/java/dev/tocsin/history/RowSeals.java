package dev.tocsin.history;

/** Gives each partition the seal of its rows. */
@FunctionalInterface
public interface RowSeals {

  RowSeal of(int partition);

  /** No encryption: damage is found, and whoever reads the disk reads the records. */
  static RowSeals checksums() {
    return partition -> new ChecksumSeal();
  }
}
