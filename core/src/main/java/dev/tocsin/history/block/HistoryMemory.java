package dev.tocsin.history.block;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory budget of all open blocks of a process. A task that finds it exceeded seals its own
 * blocks, so the limit holds for any spread of event days.
 */
public final class HistoryMemory {

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /**
   * @param limit in bytes
   */
  public HistoryMemory(long limit) {
    this.limit = limit;
  }

  /** Approximate bytes in use. */
  public long used() {
    return used.get();
  }

  void add(long bytes) {
    used.addAndGet(bytes);
  }

  boolean isShort() {
    return used.get() > limit;
  }
}
