package dev.tocsin.registry;

import java.util.function.LongSupplier;

/**
 * Keeps an outage from spreading to those who ask. A consumer that meets thousands of records with
 * a schema that it does not know yet must not wait out all retries for each of them: it would miss
 * its poll interval. So after one request has failed with all its retries, one attempt at a time
 * goes out, with rests between, and everybody else is told at once.
 */
final class OutageGuard {

  /**
   * A rest is this many times as long as the failed attempt took: at most a fifth goes to waiting.
   */
  private static final int REST_FACTOR = 4;

  private static final long LONGEST_REST_NANOS = 60_000_000_000L;

  private final long shortestRestNanos;
  private final LongSupplier nanoTime;
  private boolean down;
  private long restUntil;

  OutageGuard(long shortestRestNanos, LongSupplier nanoTime) {
    this.shortestRestNanos = shortestRestNanos;
    this.nanoTime = nanoTime;
  }

  /**
   * How many attempts a new request may make: all, one to see whether the outage is over, or none.
   */
  synchronized int attempts(int all) {
    if (!down) {
      return all;
    }
    long now = nanoTime.getAsLong();
    if (now - restUntil < 0) {
      return 0;
    }
    // Until the answer is there, nobody else probes.
    restUntil = now + LONGEST_REST_NANOS;
    return 1;
  }

  /** There was an answer, whatever it says. */
  synchronized void answered() {
    down = false;
  }

  /** Nobody waited for it: that says nothing of the registry, and somebody else may ask. */
  synchronized void abandoned() {
    if (down) {
      restUntil = nanoTime.getAsLong();
    }
  }

  /** There was none. */
  synchronized void failed(long spentNanos) {
    down = true;
    long rest = Math.min(LONGEST_REST_NANOS, spentNanos * REST_FACTOR);
    restUntil = nanoTime.getAsLong() + Math.max(shortestRestNanos, rest);
  }
}
