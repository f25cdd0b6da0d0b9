package dev.tocsin.proof.fault;

import java.io.PrintWriter;
import java.nio.file.Path;

/**
 * Runs scenarios on a cluster of the caller. Scenarios that harm the broker or the registry cannot
 * run there.
 */
public final class FaultRunner implements AutoCloseable {

  private final Testbed testbed;
  private final PrintWriter err;

  /**
   * @param directory for states and logs; the files of a run without problems are deleted
   * @param bootstrapServers of the cluster, as this process reaches it
   * @param registryUrl as this process reaches it
   * @param launcher of the detectors
   * @param err for progress
   */
  public FaultRunner(
      Path directory,
      String bootstrapServers,
      String registryUrl,
      Launcher launcher,
      PrintWriter err) {
    testbed = new Testbed(directory, new GivenStack(bootstrapServers, registryUrl), launcher);
    this.err = err;
  }

  /**
   * Runs a scenario with few faults and records.
   *
   * @param number as {@code tocsin prove faults --list} prints it
   * @param seed decides inputs and times
   */
  public FaultResult run(int number, long seed) throws Exception {
    Scenario scenario =
        Scenarios.numbered(number)
            .orElseThrow(() -> new IllegalArgumentException("there is no scenario " + number));
    return FaultRun.run(scenario, seed, true, testbed, err);
  }

  @Override
  public void close() {
    testbed.close();
  }
}
