package dev.tocsin.proof.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stack for some scenarios, a few faults each; {@code tocsin prove faults} runs more. Each class
 * has a stack of its own, so that two run side by side. Repeat a run with {@code
 * -Dtocsin.faults.seed=S}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RealFaults {

  private static final PrintWriter ERR = new PrintWriter(System.err, true, StandardCharsets.UTF_8);

  private Testbed testbed;

  @BeforeAll
  void start(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) throws Exception {
    testbed = new Testbed(directory);
    testbed.stack().start();
  }

  @AfterAll
  void stop() {
    testbed.close();
  }

  /** Runs a scenario once, and compares the outputs with the oracle's answer. */
  final void requireTheOraclesAnswer(int number) throws Exception {
    Scenario scenario = Scenarios.numbered(number).orElseThrow();
    long seed = Long.getLong("tocsin.faults.seed", System.nanoTime() >>> 20);
    FaultResult result = FaultRun.run(scenario, seed, true, testbed, ERR);
    assertThat(result.problems()).as("%s, seed %d", scenario.fault(), seed).isEmpty();
    assertThat(result.hits()).isPositive();
    assertThat(result.lines()).isPositive();
  }
}
