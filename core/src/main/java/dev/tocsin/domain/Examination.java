package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/**
 * Which records of the past a window has to be held against: those that it covers and that were not
 * covered for the same incident all the time since an examination was last finished.
 *
 * @param base what was covered all that time; null when nothing is known to have been
 * @param target the window as it is
 */
public record Examination(@Nullable CompromiseWindow base, CompromiseWindow target) {

  /** The examination that a change of a fully examined window asks for. */
  public static Examination of(@Nullable CompromiseWindow before, CompromiseWindow target) {
    return new Examination(before, target);
  }

  /**
   * The examination in place of this unfinished one when the window changes again. What it covered
   * in between matters: a record that left and came back has left the ledger and must be found
   * again. So the base becomes the intersection of both, where that is one of the two, and nothing
   * where it is neither.
   */
  public Examination revisedTo(CompromiseWindow next) {
    if (base == null || !sameIncident(base, target)) {
      return new Examination(null, next);
    }
    if (target.includes(base)) {
      return new Examination(base, next);
    }
    return new Examination(base.includes(target) ? target : null, next);
  }

  /** Whether there can be such records. */
  public boolean isNeeded() {
    return !target.isEmpty()
        && (base == null || !sameIncident(base, target) || !base.includes(target));
  }

  /** Whether a record is one of them. */
  public boolean asksFor(LogRecord record) {
    return target.covers(record)
        && (base == null || !sameIncident(base, target) || !base.covers(record));
  }

  private static boolean sameIncident(CompromiseWindow one, CompromiseWindow other) {
    return one.incident().id().equals(other.incident().id());
  }
}
