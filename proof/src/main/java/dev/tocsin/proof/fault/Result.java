package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.List;

/**
 * What one run of a scenario found.
 *
 * @param faults how many there were
 * @param hits how many of them hit the detector at work
 * @param inputs records that went in
 * @param lines of output that were compared
 * @param recoveries from each fault to the next committed progress
 * @param problems what does not hold; empty when all does
 * @param notes what else is worth knowing
 * @param done false when it cannot be done on this machine, which shows nothing
 */
record Result(
    Scenario scenario,
    long seed,
    int faults,
    int hits,
    long inputs,
    long lines,
    List<Duration> recoveries,
    List<String> problems,
    List<String> notes,
    boolean done) {

  static Result impossible(Scenario scenario, long seed, String why) {
    return new Result(scenario, seed, 0, 0, 0, 0, List.of(), List.of(), List.of(why), false);
  }

  boolean held() {
    return problems.isEmpty();
  }
}
