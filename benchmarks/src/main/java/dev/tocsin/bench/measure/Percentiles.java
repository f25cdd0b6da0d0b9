package dev.tocsin.bench.measure;

import java.util.Arrays;

/** Ranks of a sample. */
public final class Percentiles {

  private final long[] sorted;

  /** Copies and sorts a sample. */
  public Percentiles(long[] sample) {
    if (sample.length == 0) {
      throw new IllegalArgumentException("an empty sample has no percentiles");
    }
    sorted = sample.clone();
    Arrays.sort(sorted);
  }

  /**
   * The smallest value that a share of the sample does not exceed (nearest rank).
   *
   * @param share above 0, at most 1
   */
  public long at(double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return sorted[Math.clamp(rank, 1, sorted.length) - 1];
  }

  public int count() {
    return sorted.length;
  }
}
