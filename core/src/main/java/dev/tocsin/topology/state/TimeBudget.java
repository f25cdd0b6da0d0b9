package dev.tocsin.topology.state;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * True until a span of time has passed since it was made, and the first time whatever has passed: a
 * thread that was held up does a piece of its work nevertheless, and with no time at all work goes
 * on in the smallest pieces.
 */
public final class TimeBudget implements BooleanSupplier {

  private final long end;
  private boolean asked;

  public TimeBudget(Duration span) {
    end = System.nanoTime() + span.toNanos();
  }

  @Override
  public boolean getAsBoolean() {
    if (!asked) {
      asked = true;
      return true;
    }
    return System.nanoTime() - end < 0;
  }
}
