package dev.tocsin.topology.state;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * True until a span of time has passed since its creation, and always true at the first call, so
 * that even a thread that is late, or has no time at all, does the smallest piece of work.
 */
public final class TimeBudget implements BooleanSupplier {

  private final long end;
  private boolean called;

  public TimeBudget(Duration span) {
    end = System.nanoTime() + span.toNanos();
  }

  @Override
  public boolean getAsBoolean() {
    if (!called) {
      called = true;
      return true;
    }
    return System.nanoTime() - end < 0;
  }
}
