package dev.tocsin.topology.lastresort;

/** What the handlers of this package read from the configuration of Kafka Streams. */
public final class LastResortKeys {

  /** Largest value, in bytes, that a dead letter carries whole. */
  public static final String MAX_BYTES = "tocsin.dead.letter.max.bytes";

  private LastResortKeys() {}
}
