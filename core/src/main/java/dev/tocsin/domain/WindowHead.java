package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/**
 * The newest accepted revision of a window, after some of the records of the control topic. The
 * rule of two authors: a change that says which revision its author saw is accepted only if that is
 * still the newest accepted one.
 *
 * <p>Compaction leaves the last records of a window, beginning with any of them. Read from any of
 * them, the records lead to the same revision in the end.
 *
 * @param revision the offset of the accepted record, which may be compacted away
 * @param restated the offset of the newest record with this content: that of the accepted record or
 *     of its newest restatement
 * @param withdrawn whether the revision withdraws the window
 */
public record WindowHead(long revision, long restated, boolean withdrawn) {

  /** The revision before the first one of a window. */
  public static final long NONE = -1;

  /** What becomes of a record. */
  public enum Outcome {
    /** The record is the newest accepted revision now. */
    ACCEPTED,
    /** The record restates what is in effect already. */
    RESTATED,
    /** The record has no effect. */
    REFUSED
  }

  /**
   * The outcome of a record.
   *
   * @param head the newest accepted revision after the record; null when no record of the window
   *     was accepted yet
   */
  public record Judgement(Outcome outcome, @Nullable WindowHead head) {}

  /**
   * Judges a record.
   *
   * @param head the newest accepted revision before the record; null when nothing is known of the
   *     window
   * @param offset the offset of the record
   * @param withdraws whether the record is a tombstone
   */
  public static Judgement judge(
      @Nullable WindowHead head, long offset, Basis basis, boolean withdraws) {
    return switch (basis) {
      case Basis.Anything anything -> accepted(offset, offset, withdraws);
      case Basis.Seen seen ->
          head == null || head.isSeenAs(seen.revision())
              ? accepted(offset, offset, withdraws)
              : new Judgement(Outcome.REFUSED, head);
      case Basis.Restated copy -> {
        if (head == null) {
          yield accepted(copy.revision(), offset, withdraws);
        }
        if (head.revision == copy.revision()) {
          yield new Judgement(
              Outcome.RESTATED, new WindowHead(head.revision, offset, head.withdrawn));
        }
        // The writer of the copy refused all records up to that one, and knew no later record.
        yield head.revision > copy.refused()
            ? new Judgement(Outcome.REFUSED, head)
            : accepted(copy.revision(), offset, withdraws);
      }
    };
  }

  private static Judgement accepted(long revision, long offset, boolean withdraws) {
    return new Judgement(Outcome.ACCEPTED, new WindowHead(revision, offset, withdraws));
  }

  private boolean isSeenAs(long seen) {
    return seen == revision || seen == restated || (seen == NONE && withdrawn);
  }
}
