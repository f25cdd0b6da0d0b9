package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition, with a bound. */
final class Await {

  private static final long PAUSE_MILLIS = 50;

  private Await() {}

  /**
   * Polls a condition until it holds.
   *
   * @return how long it took
   * @throws BoundReachedException when the bound was reached first
   */
  static Duration until(Duration bound, Callable<Boolean> question) throws Exception {
    long began = System.nanoTime();
    while (true) {
      if (question.call()) {
        return Duration.ofNanos(System.nanoTime() - began);
      }
      if (System.nanoTime() - began > bound.toNanos()) {
        throw new BoundReachedException(bound);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** The condition does not hold within the bound. */
  static final class BoundReachedException extends Exception {
    private static final long serialVersionUID = 1L;

    BoundReachedException(Duration bound) {
      super("not within " + bound.toSeconds() + " s");
    }
  }
}
