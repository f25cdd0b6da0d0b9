package dev.tocsin.history.block;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory of the blocks that are being filled, of all tasks of a process together. A task that finds
 * too much in use seals blocks of its own, so the bound holds whatever the spread of event days.
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

  /** Bytes in use now, roughly. */
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
