package dev.tocsin.bench.suite;

import dev.tocsin.bench.cluster.Ground;
import dev.tocsin.bench.measure.ProgressCurve;
import dev.tocsin.bench.process.ChildException;
import dev.tocsin.bench.process.ChildJvm;
import java.time.Duration;

/** Watches a contender at work. */
final class Watch {

  private static final Duration PAUSE = Duration.ofMillis(50);

  private Watch() {}

  /**
   * Samples progress and CPU time until so many log records are committed.
   *
   * @throws ChildException when the contender ends, or takes longer than {@link Arena#LIMIT}
   */
  static ProgressCurve untilCommitted(ChildJvm child, Ground ground, long records)
      throws InterruptedException {
    ProgressCurve curve = new ProgressCurve();
    long deadline = System.nanoTime() + Arena.LIMIT.toNanos();
    long committed = 0;
    while (committed < records) {
      Thread.sleep(PAUSE);
      child.requireAlive();
      committed = ground.committed();
      curve.add(new ProgressCurve.Sample(committed, child.cpu().toNanos(), System.nanoTime()));
      if (System.nanoTime() - deadline > 0) {
        throw new ChildException(
            "only %d of %d records were committed within %d min; the log: %s"
                .formatted(committed, records, Arena.LIMIT.toMinutes(), ground.log()));
      }
    }
    return curve;
  }
}
