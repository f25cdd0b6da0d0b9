package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/**
 * Defines which records of the history a scan must find for a window: those that it covers and that
 * were not covered for the same incident ever since the last finished scan.
 *
 * @param base what was covered ever since; null if unknown
 * @param target the current window
 */
public record ScanScope(@Nullable CompromiseWindow base, CompromiseWindow target) {

  /** The scan after a change of a fully scanned window. */
  public static ScanScope of(@Nullable CompromiseWindow before, CompromiseWindow target) {
    return new ScanScope(before, target);
  }

  /**
   * The scan that replaces this unfinished one when the window changes again. A record that left
   * the window and returned has left the ledger and must be found again. So the base becomes the
   * intersection of base and target if that is one of the two, and null otherwise.
   */
  public ScanScope revisedTo(CompromiseWindow next) {
    if (base == null || !sameIncident(base, target)) {
      return new ScanScope(null, next);
    }
    if (target.includes(base)) {
      return new ScanScope(base, next);
    }
    return new ScanScope(base.includes(target) ? target : null, next);
  }

  /** Whether there can be records to find. */
  public boolean isNeeded() {
    return !target.isEmpty()
        && (base == null || !sameIncident(base, target) || !base.includes(target));
  }

  /** Whether the scan must find a record. */
  public boolean includes(LogRecord record) {
    return target.covers(record)
        && (base == null || !sameIncident(base, target) || !base.covers(record));
  }

  private static boolean sameIncident(CompromiseWindow one, CompromiseWindow other) {
    return one.incident().id().equals(other.incident().id());
  }
}
