package dev.tocsin.serde;

/** The constants of the Confluent wire format. */
final class WireFormat {

  /** First byte of every record. */
  static final byte MAGIC = 0;

  /** The first byte and the schema id. */
  static final int HEADER_BYTES = 5;

  private WireFormat() {}
}
