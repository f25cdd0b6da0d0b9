package dev.tocsin.topology.state;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** True until a span of time has passed since it was made. */
public final class TimeBudget implements BooleanSupplier {

  private final long end;

  public TimeBudget(Duration span) {
    end = System.nanoTime() + span.toNanos();
  }

  @Override
  public boolean getAsBoolean() {
    return System.nanoTime() - end < 0;
  }
}
