package dev.tocsin.topology.match;

import dev.tocsin.codec.Codec;
import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.Verdict;
import java.util.List;

/** What the match stage tells the impact stage. */
public sealed interface MatchResult {

  /** A live record's arrival is unknown for what a scan found. */
  long NOT_LIVE = -1;

  /**
   * A record that windows cover.
   *
   * @param revision of the windows it was judged under
   * @param verdicts at least one
   * @param arrivedAt Kafka timestamp of a live record, {@link #NOT_LIVE} for one found by a scan
   */
  record Candidate(LogRecord record, long revision, List<Verdict> verdicts, long arrivedAt)
      implements MatchResult {}

  /** How far a partition is with a window. */
  record Mark(CoverageMark mark) implements MatchResult {}

  Codec<MatchResult> CODEC =
      new Codec<>(
          "finding",
          (out, finding) -> {
            out.bool(finding instanceof Candidate);
            switch (finding) {
              case Candidate c -> {
                Codecs.LOG_RECORD.write(out, c.record());
                out.number(c.revision());
                out.list(c.verdicts(), Codecs.VERDICT::write);
                out.number(c.arrivedAt());
              }
              case Mark m -> Codecs.COVERAGE_MARK.write(out, m.mark());
            }
          },
          in ->
              in.bool()
                  ? new Candidate(
                      Codecs.LOG_RECORD.read(in),
                      in.number(),
                      in.list(Codecs.VERDICT::read),
                      in.number())
                  : new Mark(Codecs.COVERAGE_MARK.read(in)));
}
