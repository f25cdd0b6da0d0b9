package dev.tocsin.domain;

/**
 * When the first and the last of some records were sent, kept up as records come and go. When one
 * at either end goes, nobody knows what comes next until all of them are looked at; that is left
 * until somebody asks. Mutable.
 */
public final class SeenSpan {

  private long first;
  private long last;
  private boolean exact;

  /**
   * @param first milliseconds since the epoch; larger than last when there is no record
   * @param exact whether both are right; else they have to be looked up
   */
  public SeenSpan(long first, long last, boolean exact) {
    this.first = first;
    this.last = last;
    this.exact = exact;
  }

  /** Of no records. */
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

  /** Takes a record in. */
  public void add(long sentAt) {
    first = Math.min(first, sentAt);
    last = Math.max(last, sentAt);
  }

  /**
   * Takes a record out.
   *
   * @param left how many are left
   */
  public void remove(long sentAt, long left) {
    if (left == 0) {
      set(Long.MAX_VALUE, Long.MIN_VALUE);
    } else if (sentAt <= first || sentAt >= last) {
      exact = false;
    }
  }

  /** What was looked up. */
  public void set(long newFirst, long newLast) {
    first = newFirst;
    last = newLast;
    exact = true;
  }
}
