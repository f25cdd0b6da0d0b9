package dev.tocsin.domain;

/**
 * The times of the first and the last of a set of records, updated as records are added and
 * removed. Removing the first or last record makes the span inexact until it is looked up again
 * from all records. Mutable.
 */
public final class SeenSpan {

  private long first;
  private long last;
  private boolean exact;

  /**
   * @param first milliseconds since the epoch; larger than last when there is no record
   * @param exact whether both are correct; otherwise they must be looked up
   */
  public SeenSpan(long first, long last, boolean exact) {
    this.first = first;
    this.last = last;
    this.exact = exact;
  }

  /** The span of no records. */
  public static SeenSpan none() {
    return new SeenSpan(Long.MAX_VALUE, Long.MIN_VALUE, true);
  }

  public long first() {
    return first;
  }

  public long last() {
    return last;
  }

  public boolean isExact() {
    return exact;
  }

  /** Adds a record. */
  public void add(long sentAt) {
    first = Math.min(first, sentAt);
    last = Math.max(last, sentAt);
  }

  /**
   * Removes a record.
   *
   * @param left number of remaining records
   */
  public void remove(long sentAt, long left) {
    if (left == 0) {
      set(Long.MAX_VALUE, Long.MIN_VALUE);
    } else if (sentAt <= first || sentAt >= last) {
      exact = false;
    }
  }

  /** Sets the values that were looked up. */
  public void set(long newFirst, long newLast) {
    first = newFirst;
    last = newLast;
    exact = true;
  }
}
