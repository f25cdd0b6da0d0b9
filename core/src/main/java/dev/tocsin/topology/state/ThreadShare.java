package dev.tocsin.topology.state;

/**
 * What the tasks of one stream thread have to know of each other to share it: how many of them work
 * on something that can wait, and whether records come meanwhile. There is one for each thread, and
 * only that thread uses it.
 */
final class ThreadShare {

  private static final ThreadLocal<ThreadShare> CURRENT = ThreadLocal.withInitial(ThreadShare::new);

  private int spells;
  private long records;

  private ThreadShare() {}

  /** That of the thread that asks. */
  static ThreadShare current() {
    return CURRENT.get();
  }

  void begins() {
    spells++;
  }

  void ends() {
    spells--;
  }

  void processed() {
    records++;
  }

  /** How many tasks of this thread have work that can wait; 1 or more for one of them. */
  int spells() {
    return Math.max(1, spells);
  }

  /** Grows with each record. */
  long records() {
    return records;
  }
}
