package dev.tocsin.proof.fault;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Runs a scenario and makes whatever happens a result. */
final class Run {

  private final Testbed ground;
  private final boolean small;
  private final PrintWriter err;

  /**
   * @param small with fewer faults and records
   * @param err for progress
   */
  Run(Testbed ground, boolean small, PrintWriter err) {
    this.ground = ground;
    this.small = small;
    this.err = err;
  }

  /**
   * Runs it once.
   *
   * @throws CannotRunException when what it needs does not work
   */
  Result once(Scenario scenario, long seed) throws Exception {
    err.printf("faults: %d %s, seed %d%n", scenario.number(), scenario.name(), seed);
    err.flush();
    Optional<String> impossible = scenario.impossible();
    if (impossible.isPresent()) {
      err.printf("faults: %d %s: %s%n", scenario.number(), scenario.name(), impossible.get());
      err.flush();
      return Result.impossible(scenario, seed, impossible.get());
    }
    Result result;
    Path directory;
    try (Trial trial = new Trial(scenario, seed, small, ground, err)) {
      directory = trial.directory();
      result = run(scenario, trial);
    }
    if (result.held()) {
      Testbed.delete(directory);
    }
    return result;
  }

  private Result run(Scenario scenario, Trial trial) throws Exception {
    try {
      scenario.run(trial);
      return scenario.compares() ? trial.conclude() : trial.concludeWithoutOutputs();
    } catch (CannotRunException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      ground.requireNotEnding();
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      Files.writeString(trial.directory().resolve("exception.txt"), trace.toString());
      trial.problem(
          e instanceof BrokenPromiseException ? String.valueOf(e.getMessage()) : e.toString());
      return trial.result(0);
    }
  }
}
