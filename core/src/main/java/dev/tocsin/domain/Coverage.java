package dev.tocsin.domain;

import java.util.SortedSet;
import java.util.TreeSet;

/** Whether every record that could match was scanned, and the reasons if not. */
public record Coverage(State state, SortedSet<Reason> reasons) {

  /** The state of the scan. */
  public enum State {
    SCANNING,
    COMPLETE,
    PARTIAL
  }

  /** Why records could not be scanned. */
  public enum Reason {
    /** A window begins before the horizon of its scan. */
    BEFORE_RETAINED_HISTORY,
    /** Unreadable records may be in the range of a window. */
    DEAD_LETTERS,
    /** The window's provider is not configured, so its topic is not read. */
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
