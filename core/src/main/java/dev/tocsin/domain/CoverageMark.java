package dev.tocsin.domain;

/**
 * The scan state of one window in one message-log partition. It is written after the findings of
 * the scan, to the same partitions of the same topic, so a reader of a mark has read all of the
 * findings.
 *
 * @param revision of the window that was scanned
 * @param done whether the whole history of the partition was scanned
 * @param beforeRetained whether the window begins before the horizon of the scan
 * @param deadLetters unreadable records of the window's provider that may be in its range
 * @param examined number of records scanned by the latest scan
 */
public record CoverageMark(
    String windowId,
    int partition,
    long revision,
    boolean done,
    boolean beforeRetained,
    long deadLetters,
    long examined)
    implements MatchResult {

  /** Whether this mark replaces the other of the same partition and window. */
  public boolean supersedes(CoverageMark other) {
    if (revision != other.revision) {
      return revision > other.revision;
    }
    return done || !other.done;
  }

  /**
   * This mark with the data of an earlier one of the same revision: the number of scanned records,
   * and what was retained when the scan finished.
   */
  public CoverageMark after(CoverageMark earlier) {
    if (revision != earlier.revision) {
      return this;
    }
    return new CoverageMark(
        windowId,
        partition,
        revision,
        done,
        earlier.done ? earlier.beforeRetained : beforeRetained,
        deadLetters,
        Math.max(examined, earlier.examined));
  }
}
