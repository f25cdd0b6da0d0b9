package dev.tocsin.bench.suite;

import dev.tocsin.bench.contender.WrongOutputException;
import dev.tocsin.bench.measure.CpuTime;
import dev.tocsin.bench.measure.Spread;
import dev.tocsin.bench.report.Figure;
import dev.tocsin.bench.report.Goal;
import dev.tocsin.testkit.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Windows of every account over the month, on a channel that no record has: CPU time from the
 * declaration until the incident's summary says that all partitions were scanned, less what the
 * detector uses in that time when it has nothing to do. The first round warms up.
 */
final class ScanBenchmark implements Benchmark {

  private static final String NAME = "scan";
  private static final Duration ANSWER = Duration.ofMinutes(5);
  private static final Duration IDLE = Duration.ofSeconds(4);

  /** Twenty of the steps in which Linux counts: what is read is then right to a tenth. */
  private static final double LEAST_CPU = 2e8;

  private static final int SCANS_A_ROUND = 10;

  @Override
  public List<Figure> run(Arena arena) throws InterruptedException {
    try (Loaded detector = Loaded.withAll(arena, Map.of());
        IncidentReader incidents = new IncidentReader(detector.run())) {
      double idle = idleShare(detector.child());
      List<Double> rates = new ArrayList<>();
      for (int round = 0; round <= arena.scale().rounds(); round++) {
        double rate = scans(arena, detector, incidents, "scan-" + round, idle);
        arena.say(
            "scan, %s: %.2f M records/s a core", round == 0 ? "warm-up" : "round " + round, rate);
        if (round > 0) {
          rates.add(rate);
        }
      }
      return List.of(
          new Figure(
              NAME,
              "provider-wide, no match",
              Spread.of(rates),
              "M records/s a core",
              Goal.atLeast(20)),
          Figure.info(NAME, "CPU of the idle detector", Spread.of(idle * 100), "% of a core"));
    }
  }

  /** Several scans one after the other, in millions of records a second. */
  private static double scans(
      Arena arena, Loaded detector, IncidentReader incidents, String round, double idle) {
    long cpu = CpuTime.of(detector.child()).toNanos();
    long wall = System.nanoTime();
    for (int i = 0; i < SCANS_A_ROUND; i++) {
      String id = round + "-" + i;
      detector.feed().windows(List.of(Scenes.channel(arena.workload(), id, Scenes.UNUSED_CHANNEL)));
      if (incidents.awaitComplete(id, ANSWER).getRecordCount() != 0) {
        throw new WrongOutputException("tocsin flagged what no window covers");
      }
    }
    double waited = System.nanoTime() - wall;
    double used = CpuTime.of(detector.child()).toNanos() - cpu - idle * waited;
    if (used < LEAST_CPU) {
      throw new TooSmallException(
          "%d scans of %,d records used too little CPU time to measure; take more records"
              .formatted(SCANS_A_ROUND, arena.workload().pushes()));
    }
    return (double) SCANS_A_ROUND * arena.workload().pushes() / used * 1e3;
  }

  /** CPU time by time of a detector without work. */
  private static double idleShare(ChildProcess child) throws InterruptedException {
    long cpu = CpuTime.of(child).toNanos();
    long wall = System.nanoTime();
    Thread.sleep(IDLE);
    return (double) (CpuTime.of(child).toNanos() - cpu) / (System.nanoTime() - wall);
  }
}
