package dev.tocsin.domain;

/** What a record of the control topic says about the revisions of its window before it. */
public sealed interface Basis {

  /** The author says nothing, so the record is accepted whatever the newest revision is. */
  record Anything() implements Basis {}

  /**
   * The author saw this revision.
   *
   * @param revision the revision; {@link WindowHead#NONE} when no window was in effect
   */
  record Seen(long revision) implements Basis {}

  /**
   * A copy of an accepted record, which the detector wrote because a record behind it was refused:
   * compaction would otherwise keep the refused record and remove the accepted one.
   *
   * @param revision the revision that is restated
   * @param refused the refused record: all records of the window between the revision and this one
   *     were refused too; the revision itself when what it has to outweigh is in front of it
   */
  record Restated(long revision, long refused) implements Basis {}

  /** {@link Anything}. */
  Basis ANYTHING = new Anything();
}
