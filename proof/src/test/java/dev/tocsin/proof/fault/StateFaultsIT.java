package dev.tocsin.proof.fault;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults during scans, of the state on disk, and malformed records. Takes minutes, so only with
 * {@code -Ptools}.
 */
@Tag("long")
class StateFaultsIT extends FaultTests {

  @ParameterizedTest(name = "scenario {0}")
  @ValueSource(ints = {2, 9, 12})
  void shouldEndAsTheOracleAnswersAfterFaults(int number) throws Exception {
    // When
    FaultResult result = run(number);

    // Then
    assertAgrees(result);
  }
}
