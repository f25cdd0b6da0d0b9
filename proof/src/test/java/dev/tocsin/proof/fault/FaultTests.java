package dev.tocsin.proof.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs a scenario with few faults on a stack of the test class; {@code tocsin prove faults} runs
 * more. Repeat one with {@code -Dtocsin.faults.seed=S}.
 */
abstract class FaultTests {

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private static Path directory;

  private static final PrintWriter ERR = new PrintWriter(System.err, true, StandardCharsets.UTF_8);

  private static Testbed testbed;

  @BeforeAll
  static void start() throws Exception {
    testbed = new Testbed(directory);
    testbed.stack().start();
  }

  @AfterAll
  static void stop() {
    testbed.close();
  }

  static FaultResult run(int number) throws Exception {
    long seed = Long.getLong("tocsin.faults.seed", System.nanoTime() >>> 20);
    return FaultRun.run(Scenarios.numbered(number).orElseThrow(), seed, true, testbed, ERR);
  }

  static void assertAgrees(FaultResult result) {
    assertThat(result.problems()).as("%s, seed %d", result.fault(), result.seed()).isEmpty();
    assertThat(result.hits()).isPositive();
    assertThat(result.lines()).isPositive();
  }
}
