package dev.tocsin.bench.suite;

/**
 * How much is measured.
 *
 * @param records pushes of the workload
 * @param rounds how often the contenders take turns
 */
public record Scale(int records, int rounds) {

  /** The share of the records that is pushed before measuring begins, for the JIT compiler. */
  private static final double WARM_UP = 0.4;

  public Scale {
    if (records < 10_000 || rounds < 1) {
      throw new IllegalArgumentException(
          "--records takes 10,000 or more and --rounds 1 or more, not %,d and %d"
              .formatted(records, rounds));
    }
  }

  /** How many records are not measured. */
  int warmUp() {
    return (int) (records * WARM_UP);
  }
}
