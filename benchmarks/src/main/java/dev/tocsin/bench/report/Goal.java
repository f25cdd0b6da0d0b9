package dev.tocsin.bench.report;

import java.util.Locale;

/**
 * What a figure has to be.
 *
 * @param bound inclusive
 * @param atLeast whether the bound is the least rather than the most
 */
public record Goal(double bound, boolean atLeast) {

  /** At most so much. */
  public static Goal atMost(double bound) {
    return new Goal(bound, false);
  }

  /** At least so much. */
  public static Goal atLeast(double bound) {
    return new Goal(bound, true);
  }

  public boolean isMet(double value) {
    return atLeast ? value >= bound : value <= bound;
  }

  /** Met or missed, and by which factor. */
  public String verdict(double value) {
    double margin = atLeast ? value / bound : bound / value;
    return isMet(value)
        ? String.format(Locale.ROOT, "met, by %.2f x", margin)
        : String.format(Locale.ROOT, "MISSED, by %.2f x", 1 / margin);
  }

  @Override
  public String toString() {
    return (atLeast ? ">= " : "<= ") + Figure.number(bound);
  }
}
