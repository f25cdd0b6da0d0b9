package dev.tocsin.proof.fault;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** State that is lost or damaged, and bursts of inputs. */
class StateFaultsIT extends RealFaults {

  @ParameterizedTest(name = "scenario {0}")
  @ValueSource(ints = {9, 12})
  void shouldEndAsTheOracleAnswersAfterFaults(int number) throws Exception {
    requireTheOraclesAnswer(number);
  }
}
