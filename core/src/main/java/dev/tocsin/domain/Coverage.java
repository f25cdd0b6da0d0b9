package dev.tocsin.domain;

import java.util.SortedSet;
import java.util.TreeSet;

/** Whether everything that could match was looked at, and if not, why not. */
public record Coverage(State state, SortedSet<Reason> reasons) {

  /** How far the examination is. */
  public enum State {
    SCANNING,
    COMPLETE,
    PARTIAL
  }

  /** What could not be examined. */
  public enum Reason {
    /** A window reaches further back than records are kept. */
    BEFORE_RETAINED_HISTORY,
    /** Records that may be in range could not be read. */
    DEAD_LETTERS,
    /** No topic of the window's provider is read. */
    PROVIDER_NOT_READ
  }

  public Coverage {
    reasons = new TreeSet<>(reasons);
  }

  public static Coverage of(boolean finished, SortedSet<Reason> reasons) {
    if (!finished) {
      return new Coverage(State.SCANNING, reasons);
    }
    return new Coverage(reasons.isEmpty() ? State.COMPLETE : State.PARTIAL, reasons);
  }
}
