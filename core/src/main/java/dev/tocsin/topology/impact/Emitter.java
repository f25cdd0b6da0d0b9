package dev.tocsin.topology.impact;

/** Where the impact stage's outputs go. */
@FunctionalInterface
interface Emitter {

  /**
   * @param key of the Kafka record
   */
  void emit(String key, ImpactOutput output);
}
