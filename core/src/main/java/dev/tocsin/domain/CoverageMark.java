package dev.tocsin.domain;

/**
 * One message-log partition's word on one window. It travels behind what the partition's scan
 * found, in the same partitions of the same topic, so whoever has read a mark has read all of that.
 *
 * @param revision of the window that was examined
 * @param done whether all of the partition's history was examined under it
 * @param beforeRetained whether the window reaches further back than records are kept
 * @param deadLetters unreadable records of the window's provider that may be in its range
 * @param examined records looked at by the latest scan
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

  /** Whether this word replaces the other of the same partition on the same window. */
  public boolean supersedes(CoverageMark other) {
    if (revision != other.revision) {
      return revision > other.revision;
    }
    return done || !other.done;
  }

  /**
   * This word with what only an earlier one on the same revision knows: how many records were
   * looked at, and what was retained when the examination was finished.
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
