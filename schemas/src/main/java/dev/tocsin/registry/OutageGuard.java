package dev.tocsin.registry;

import java.util.function.LongSupplier;

/**
 * Limits the effect of an outage on callers. A consumer that reads thousands of records with
 * unknown schemas must not wait for all retries of each: it would exceed its poll interval. So
 * after one request failed with all its retries, one attempt at a time is made, with pauses
 * between, and all other requests fail at once.
 */
final class OutageGuard {

  /**
   * A pause is this many times as long as the failed attempt, so callers wait at most a fifth of
   * the time.
   */
  private static final int PAUSE_FACTOR = 4;

  private static final long LONGEST_PAUSE_NANOS = 60_000_000_000L;

  private final long shortestPauseNanos;
  private final LongSupplier nanoTime;
  private boolean down;
  private long pausedUntil;

  OutageGuard(long shortestPauseNanos, LongSupplier nanoTime) {
    this.shortestPauseNanos = shortestPauseNanos;
    this.nanoTime = nanoTime;
  }

  /** Number of attempts that a new request may make: all, one to probe the registry, or none. */
  synchronized int attempts(int all) {
    if (!down) {
      return all;
    }
    long now = nanoTime.getAsLong();
    if (now - pausedUntil < 0) {
      return 0;
    }
    // No other request probes until this one is finished.
    pausedUntil = now + LONGEST_PAUSE_NANOS;
    return 1;
  }

  /** The registry responded, with any status. */
  synchronized void responded() {
    down = false;
  }

  /** The caller was interrupted, which does not show an outage: another request may probe. */
  synchronized void abandoned() {
    if (down) {
      pausedUntil = nanoTime.getAsLong();
    }
  }

  /** The registry did not respond. */
  synchronized void failed(long spentNanos) {
    down = true;
    long pause = Math.min(LONGEST_PAUSE_NANOS, spentNanos * PAUSE_FACTOR);
    pausedUntil = nanoTime.getAsLong() + Math.max(shortestPauseNanos, pause);
  }
}
