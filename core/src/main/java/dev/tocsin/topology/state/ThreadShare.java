package dev.tocsin.topology.state;

/**
 * How the tasks of one stream thread share it: how many of them do background work, and whether
 * records arrive meanwhile. There is one for each thread, and only that thread uses it.
 */
final class ThreadShare {

  private static final ThreadLocal<ThreadShare> CURRENT = ThreadLocal.withInitial(ThreadShare::new);

  private int working;
  private long records;

  private ThreadShare() {}

  /** The one of the current thread. */
  static ThreadShare current() {
    return CURRENT.get();
  }

  void begins() {
    working++;
  }

  void ends() {
    working--;
  }

  void processed() {
    records++;
  }

  /** How many tasks of this thread do background work; at least 1. */
  int working() {
    return Math.max(1, working);
  }

  /** Grows with each record. */
  long records() {
    return records;
  }
}
