package dev.tocsin.proof.fault;

import java.util.Map;
import java.util.Optional;

/** A fault, and what must happen after it. */
interface Scenario {

  /** Its number on the command line. */
  int number();

  /** One or two words. */
  String name();

  /** The fault, in a sentence. */
  String fault();

  /** Settings of the detector on top of those of all scenarios. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** The inputs. */
  default InputMix mix() {
    return InputMix.USUAL;
  }

  /** Whether all detectors reach the broker through a proxy. */
  default boolean proxied() {
    return false;
  }

  /** Why it cannot run on this machine; empty when it can. */
  default Optional<String> impossible() {
    return Optional.empty();
  }

  /**
   * Starts instances, sends inputs and causes faults. {@link OutputComparison} checks the outputs
   * afterwards.
   *
   * @throws GuaranteeViolatedException when a guarantee does not hold
   */
  void run(FaultRun run) throws Exception;

  /** Whether there are outputs to compare afterwards. */
  default boolean compares() {
    return true;
  }
}
