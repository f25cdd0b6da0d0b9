package dev.tocsin.domain;

import java.util.List;

/** What the match stage sends to the impact stage. */
public sealed interface MatchResult extends ImpactInput
    permits MatchResult.Candidate, CoverageMark {

  /** In place of the arrival time of a record that was found by a scan. */
  long NOT_LIVE = -1;

  /**
   * A record that windows cover.
   *
   * @param revision of the windows that the verdicts were made under
   * @param verdicts at least one
   * @param arrivedAt Kafka timestamp of a live record, {@link #NOT_LIVE} for one found by a scan
   */
  record Candidate(LogRecord record, long revision, List<Verdict> verdicts, long arrivedAt)
      implements MatchResult {}
}
