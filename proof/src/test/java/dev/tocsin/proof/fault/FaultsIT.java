package dev.tocsin.proof.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Some faults, a few times each; {@code tocsin prove faults} runs more. Repeat one with {@code
 * -Dtocsin.faults.seed=S}. They hold the detector to bounds in time, so they run one after the
 * other, and only with {@code -Ptools}.
 */
@Tag("long")
class FaultsIT {

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

  @ParameterizedTest(name = "scenario {0}")
  @ValueSource(ints = {1, 2, 4, 9, 12})
  void shouldEndAsTheOracleAnswersAfterFaults(int number) throws Exception {
    // Given
    Scenario scenario = Scenarios.numbered(number).orElseThrow();
    long seed = Long.getLong("tocsin.faults.seed", System.nanoTime() >>> 20);

    // When
    FaultResult result = FaultRun.run(scenario, seed, true, testbed, ERR);

    // Then
    assertThat(result.problems()).as("%s, seed %d", scenario.fault(), seed).isEmpty();
    assertThat(result.hits()).isPositive();
    assertThat(result.lines()).isPositive();
  }
}
