package dev.tocsin.proof.fault;

import java.util.Map;
import java.util.Optional;

/** A fault and what has to be seen of it. */
interface Scenario {

  /** Its number, which the command line takes. */
  int number();

  /** One or two words. */
  String name();

  /** What happens, in a sentence. */
  String fault();

  /** Settings of the detector that differ from those of all scenarios. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** What goes in. */
  default Mix mix() {
    return Mix.USUAL;
  }

  /** Whether everybody has to reach the broker through a proxy. */
  default boolean proxied() {
    return false;
  }

  /** Why it cannot be done on this machine; empty when it can. */
  default Optional<String> impossible() {
    return Optional.empty();
  }

  /**
   * Starts instances, lets inputs flow and does harm. What must hold after every fault is judged
   * afterwards, by {@link OutputComparison}.
   *
   * @throws BrokenPromiseException when something does not happen that must
   */
  void run(Trial trial) throws Exception;

  /** Whether outputs are there to be compared afterwards. */
  default boolean compares() {
    return true;
  }
}
