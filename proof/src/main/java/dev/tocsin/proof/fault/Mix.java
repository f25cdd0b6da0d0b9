package dev.tocsin.proof.fault;

/**
 * What goes in beside new message logs.
 *
 * @param perSecond records pushed in a second
 * @param duplicates share of pushes that repeat an earlier one, 0 to 1
 * @param windowEvery one change of a window in so many inputs
 * @param accountEvery one change of an account in so many inputs
 */
record Mix(int perSecond, double duplicates, int windowEvery, int accountEvery) {

  /** A change of a window makes the detector look at all that was pushed: not more than it can. */
  static final Mix USUAL = new Mix(300, 0.1, 2_000, 200);

  Mix withDuplicates(double share) {
    return new Mix(perSecond, share, windowEvery, accountEvery);
  }

  Mix withPerSecond(int records) {
    return new Mix(records, duplicates, windowEvery, accountEvery);
  }
}
