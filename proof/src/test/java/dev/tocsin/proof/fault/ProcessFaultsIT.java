package dev.tocsin.proof.fault;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Processes that are killed, and one that is frozen. Takes minutes, so only with {@code -Ptools}.
 */
@Tag("long")
class ProcessFaultsIT extends FaultTests {

  @ParameterizedTest(name = "scenario {0}")
  @ValueSource(ints = {1, 4})
  void shouldEndAsTheOracleAnswersAfterFaults(int number) throws Exception {
    // When
    FaultResult result = run(number);

    // Then
    assertAgrees(result);
  }
}
