package dev.tocsin.proof.fault;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Scenarios on a cluster of the caller's, with detectors that the caller starts. Those that harm
 * the broker or the registry cannot run there.
 */
public final class Proving implements AutoCloseable {

  private final Testbed ground;
  private final Run run;

  /**
   * What a run of a scenario found.
   *
   * @param fault what happened, in a sentence
   * @param problems what does not hold; empty when all does
   * @param notes what else is worth knowing
   * @param faults how many there were
   * @param hits how many of them hit the detector at work
   * @param inputs records that went in
   * @param lines of output that were compared
   * @param recoveries from each fault to the next committed progress
   */
  public record Finding(
      String fault,
      List<String> problems,
      List<String> notes,
      int faults,
      int hits,
      long inputs,
      long lines,
      List<Duration> recoveries) {}

  /**
   * Prepares it.
   *
   * @param directory for states and logs; what a run that held left there is deleted
   * @param bootstrapServers of the cluster, as this process reaches it
   * @param registryUrl as this process reaches it
   * @param err for progress
   */
  public Proving(
      Path directory,
      String bootstrapServers,
      String registryUrl,
      Launcher launcher,
      PrintWriter err) {
    ground = new Testbed(directory, new GivenStack(bootstrapServers, registryUrl), launcher);
    run = new Run(ground, true, err);
  }

  /**
   * Runs a scenario, small.
   *
   * @param number as {@code tocsin prove faults --list} says
   * @param seed decides inputs and moments
   */
  public Finding once(int number, long seed) throws Exception {
    Scenario scenario =
        Scenarios.numbered(number)
            .orElseThrow(() -> new IllegalArgumentException("there is no scenario " + number));
    Result result = run.once(scenario, seed);
    return new Finding(
        scenario.fault(),
        result.problems(),
        result.notes(),
        result.faults(),
        result.hits(),
        result.inputs(),
        result.lines(),
        result.recoveries());
  }

  @Override
  public void close() {
    ground.close();
  }
}
