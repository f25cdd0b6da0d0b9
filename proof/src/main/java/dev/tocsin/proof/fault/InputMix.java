package dev.tocsin.proof.fault;

/**
 * The mix of inputs.
 *
 * @param perSecond records pushed in a second
 * @param duplicates share of pushes that repeat an earlier one, 0 to 1
 * @param windowEvery inputs for each change of a window
 * @param accountEvery inputs for each change of an account
 */
record InputMix(int perSecond, double duplicates, int windowEvery, int accountEvery) {

  /** A change of a window makes the detector scan its history, so there are not too many. */
  static final InputMix USUAL = new InputMix(300, 0.1, 2_000, 200);

  InputMix withDuplicates(double share) {
    return new InputMix(perSecond, share, windowEvery, accountEvery);
  }

  InputMix withPerSecond(int records) {
    return new InputMix(records, duplicates, windowEvery, accountEvery);
  }
}
