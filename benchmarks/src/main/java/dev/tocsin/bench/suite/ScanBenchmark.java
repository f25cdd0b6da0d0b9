package dev.tocsin.bench.suite;

import dev.tocsin.bench.contender.WrongOutputException;
import dev.tocsin.bench.measure.Spread;
import dev.tocsin.bench.process.ChildJvm;
import dev.tocsin.bench.report.Figure;
import dev.tocsin.bench.report.Goal;
import dev.tocsin.bench.workload.Window;
import dev.tocsin.event.IncidentSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Windows of every account over the month, on a channel that no record has: CPU time from the
 * declaration until the incident's summary says that all partitions were examined, less what the
 * detector uses in that time when it has nothing to do.
 */
final class ScanBenchmark implements Benchmark {

  private static final String NAME = "scan";
  private static final Duration ANSWER = Duration.ofMinutes(5);
  private static final Duration IDLE = Duration.ofSeconds(4);
  private static final int WARM_UP = 3;
  private static final int SCANS_A_ROUND = 3;

  @Override
  public List<Figure> run(Arena arena) throws InterruptedException {
    try (Loaded detector = Loaded.withAll(arena, Map.of());
        Incidents incidents = new Incidents(detector.ground())) {
      double idle = idleShare(detector.child());
      List<Double> rates = new ArrayList<>();
      int count = WARM_UP + SCANS_A_ROUND * arena.scale().rounds();
      for (int i = 0; i < count; i++) {
        double rate = scan(arena, detector, incidents, "scan-" + i, idle);
        arena.say("scan %d: %,.0f records/s a core", i + 1, rate);
        if (i >= WARM_UP) {
          rates.add(rate / 1e6);
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

  private static double scan(
      Arena arena, Loaded detector, Incidents incidents, String id, double idle) {
    Window window = Scenes.channel(arena.workload(), id, Scenes.UNUSED_CHANNEL);
    long cpu = detector.child().cpu().toNanos();
    long wall = System.nanoTime();
    detector.feed().windows(List.of(window));
    IncidentSummary summary = incidents.awaitComplete(id, ANSWER);
    long waited = System.nanoTime() - wall;
    double used = detector.child().cpu().toNanos() - cpu - idle * waited;
    if (summary.getRecordCount() != 0) {
      throw new WrongOutputException("tocsin flagged what no window covers");
    }
    // Below the step in which Linux counts, the rest is noise.
    return arena.workload().pushes() / Math.max(used, 5e6) * 1e9;
  }

  /** CPU time by time of a detector without work. */
  private static double idleShare(ChildJvm child) throws InterruptedException {
    long cpu = child.cpu().toNanos();
    long wall = System.nanoTime();
    Thread.sleep(IDLE);
    return (double) (child.cpu().toNanos() - cpu) / (System.nanoTime() - wall);
  }
}
