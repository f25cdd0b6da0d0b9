package dev.tocsin.local;

import java.time.Duration;

/** A moment by which something must have happened, on the monotonic clock. */
record StartDeadline(long nanoTime) {

  static StartDeadline in(Duration timeout) {
    return new StartDeadline(System.nanoTime() + timeout.toNanos());
  }

  /** Milliseconds until then; at least 1, so that it can bound a wait. */
  long leftMillis() {
    return Math.max(1, (nanoTime - System.nanoTime()) / 1_000_000);
  }

  boolean passed() {
    return nanoTime - System.nanoTime() <= 0;
  }
}
