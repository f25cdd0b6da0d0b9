package dev.tocsin.bench.report;

import dev.tocsin.bench.measure.Spread;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One result.
 *
 * @param benchmark which benchmark found it
 * @param name what was measured
 * @param unit of the values
 * @param goal null when it is there for information
 */
public record Figure(
    String benchmark, String name, Spread value, String unit, @Nullable Goal goal) {

  /** A figure without a goal. */
  public static Figure info(String benchmark, String name, Spread value, String unit) {
    return new Figure(benchmark, name, value, unit, null);
  }

  /** Whether it misses its goal. */
  public boolean isMissed() {
    return goal != null && !goal.isMet(value.median());
  }

  /** Met or missed; empty without a goal. */
  public String verdict() {
    return goal == null ? "" : goal.verdict(value.median());
  }

  /** Three significant digits, and whole numbers from a hundred on. */
  public static String number(double value) {
    double size = Math.abs(value);
    if (size >= 100 || value == Math.rint(value)) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    if (size >= 10) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
    return String.format(Locale.ROOT, size >= 0.1 ? "%.2f" : "%.4f", value);
  }
}
