package dev.tocsin.proof.fault;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Detectors that are killed or frozen. */
class ProcessFaultsIT extends RealFaults {

  @ParameterizedTest(name = "scenario {0}")
  @ValueSource(ints = {1, 2, 4})
  void shouldEndAsTheOracleAnswersAfterFaults(int number) throws Exception {
    requireTheOraclesAnswer(number);
  }
}
