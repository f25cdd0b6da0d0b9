package dev.tocsin.bench.suite;

import dev.tocsin.bench.cluster.RunScope;
import dev.tocsin.bench.measure.CpuTime;
import dev.tocsin.bench.measure.ProgressCurve;
import dev.tocsin.testkit.ChildProcess;
import dev.tocsin.testkit.ChildProcessException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Watches a contender at work. */
final class ContenderWatch {

  static final Duration PAUSE = Duration.ofMillis(50);

  /** Thirty commit intervals without one that moved anything. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  private ContenderWatch() {}

  /**
   * Samples progress and CPU time until so many log records are committed.
   *
   * @throws ChildProcessException when the contender ends, or takes longer than {@link Arena#LIMIT}
   */
  static ProgressCurve untilCommitted(ChildProcess child, RunScope run, long records)
      throws InterruptedException {
    ProgressCurve curve = new ProgressCurve();
    long deadline = System.nanoTime() + Arena.LIMIT.toNanos();
    long committed = 0;
    while (committed < records) {
      Thread.sleep(PAUSE);
      child.requireAlive();
      committed = run.committed();
      curve.add(
          new ProgressCurve.Sample(committed, CpuTime.of(child).toNanos(), System.nanoTime()));
      if (System.nanoTime() - deadline > 0) {
        throw new ChildProcessException(
            "only %d of %d records were committed within %d min; the log: %s"
                .formatted(committed, records, Arena.LIMIT.toMinutes(), run.log()));
      }
    }
    return curve;
  }

  /**
   * Waits until the detector has no work left: its inputs are committed, and so is, for a while,
   * all that passes between its stages. That it calls itself ready says less: that it is running.
   *
   * @throws ChildProcessException when it ends, or takes longer than {@link Arena#LIMIT}
   */
  static void untilIdle(ChildProcess detector, RunScope run) throws InterruptedException {
    long deadline = System.nanoTime() + Arena.LIMIT.toNanos();
    Map<TopicPartition, Long> before = Map.of();
    long since = System.nanoTime();
    while (System.nanoTime() - since < QUIET.toNanos()) {
      Thread.sleep(PAUSE);
      detector.requireAlive();
      Map<TopicPartition, Long> now = run.committedOffsets();
      if (!now.equals(before) || !run.inputsCommitted()) {
        before = now;
        since = System.nanoTime();
      }
      if (since - deadline > 0) {
        throw new ChildProcessException(
            "the detector had work left after %d min; the log: %s"
                .formatted(Arena.LIMIT.toMinutes(), run.log()));
      }
    }
  }
}
