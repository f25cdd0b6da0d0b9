package dev.tocsin.bench.suite;

import dev.tocsin.bench.contender.Contender;
import dev.tocsin.bench.contender.ContenderOutput;
import dev.tocsin.bench.measure.CpuTime;
import dev.tocsin.bench.report.Figure;
import dev.tocsin.bench.report.Goal;
import dev.tocsin.bench.workload.Truth;
import dev.tocsin.bench.workload.Workload;
import dev.tocsin.bench.workload.WorkloadWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a flagged record costs from end to end (ledger, totals, notifications): CPU time for the
 * same records under a window that covers about 15 in a hundred of them and under one that covers
 * none, in turn; the difference by flagged record.
 */
final class FlaggedBenchmark implements Benchmark {

  private static final String NAME = "flagged";

  /** Notifications and summaries are held back for a second. */
  private static final Duration SETTLING = Duration.ofSeconds(3);

  @Override
  public List<Figure> run(Arena arena) throws InterruptedException {
    Costs<String> costs = new Costs<>();
    for (int round = 0; round < arena.scale().rounds(); round++) {
      Cost none = measure(arena, Scenes.UNUSED_CHANNEL);
      Cost many = measure(arena, Scenes.RARE_CHANNEL);
      double micros = (many.cpuNanos() - none.cpuNanos()) / 1e3 / many.flagged();
      costs.add("flagged", micros);
      arena.say("flagged, round %d: %.1f us for each of %,d", round + 1, micros, many.flagged());
    }
    return List.of(
        new Figure(
            NAME,
            "a flagged record, end to end",
            costs.of("flagged"),
            "CPU us/record",
            Goal.atMost(25)));
  }

  /** CPU time for the measured part, and how many of it were flagged. */
  private record Cost(long cpuNanos, int flagged) {}

  private static Cost measure(Arena arena, String channel) throws InterruptedException {
    Workload workload = arena.workload();
    WorkloadWindow window = Scenes.channel(workload, "flagged", channel);
    int warm = arena.scale().warmUp();
    Set<String> first = Truth.of(workload, 0, warm, List.of(window));
    Set<String> all = Truth.of(workload, 0, workload.pushes(), List.of(window));
    try (Loaded detector = Loaded.empty(arena, Map.of());
        ContenderOutput output = new ContenderOutput(Contender.TOCSIN, detector.run())) {
      detector.feed().windows(List.of(window));
      detector.push(workload, 0, warm);
      output.verify(first, Arena.LIMIT);
      Thread.sleep(SETTLING);
      long cpu = CpuTime.of(detector.child()).toNanos();
      detector.push(workload, warm, workload.pushes());
      output.await(all.size(), Arena.LIMIT);
      Thread.sleep(SETTLING);
      long used = CpuTime.of(detector.child()).toNanos() - cpu;
      output.verify(all, Arena.LIMIT);
      return new Cost(used, all.size() - first.size());
    }
  }
}
