package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.List;

/**
 * The result of one run of a scenario.
 *
 * @param number of the scenario
 * @param name of the scenario
 * @param fault what happens in it, in a sentence
 * @param faults number of faults
 * @param hits number of faults that hit a detector at work
 * @param inputs number of input records
 * @param lines number of output lines that were compared
 * @param recoveries times from a fault to the next committed progress
 * @param problems violated guarantees; empty when all hold
 * @param notes other observations
 * @param done false when the scenario cannot run on this machine, which proves nothing
 */
public record FaultResult(
    int number,
    String name,
    String fault,
    long seed,
    int faults,
    int hits,
    long inputs,
    long lines,
    List<Duration> recoveries,
    List<String> problems,
    List<String> notes,
    boolean done) {

  static FaultResult impossible(Scenario scenario, long seed, String why) {
    return new FaultResult(
        scenario.number(),
        scenario.name(),
        scenario.fault(),
        seed,
        0,
        0,
        0,
        0,
        List.of(),
        List.of(),
        List.of(why),
        false);
  }

  boolean held() {
    return problems.isEmpty();
  }
}
