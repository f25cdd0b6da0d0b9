package dev.tocsin.bench.suite;

import dev.tocsin.bench.contender.Contender;
import dev.tocsin.bench.contender.ContenderOutput;
import dev.tocsin.bench.measure.Spread;
import dev.tocsin.bench.report.Figure;
import dev.tocsin.bench.report.Goal;
import dev.tocsin.bench.workload.Truth;
import dev.tocsin.bench.workload.Workload;
import dev.tocsin.bench.workload.WorkloadWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Live heap after a full collection, and resident memory, as the history grows in equal steps. The
 * block cache is made small, so that it is full long before the end: what grows after that grows
 * with the history. The first two steps fill caches and compile code and do not count.
 *
 * <p>Once with a month that comes roughly in order, and once with thirteen months in none, where
 * every record is of another day than the one before and each day has a block that is being filled.
 */
final class MemoryBenchmark implements Benchmark {

  private static final String NAME = "memory";
  private static final int STEPS = 6;
  private static final int SETTLED = 2;
  private static final double MIB = 1 << 20;
  private static final double FLAT = 1.1;
  private static final Duration OUTPUT = Duration.ofMinutes(2);

  /** As many as are kept, less one at either end. */
  private static final int MANY_DAYS = 398;

  private static final int OF_MANY_DAYS = 1_000_000;
  private static final int OF_MANY_DAYS_QUICK = 60_000;

  private static final Map<String, String> SETTINGS =
      Map.of(
          "rocksdb.cache.bytes", Long.toString(32L << 20),
          "rocksdb.write.buffer.bytes", Long.toString(12L << 20),
          "history.buffer.bytes", Long.toString(64L << 20));

  @Override
  public List<Figure> run(Arena arena) throws InterruptedException {
    List<Figure> figures = new ArrayList<>(measure(arena, arena.workload(), "a month"));
    int pushes =
        Math.min(arena.quick() ? OF_MANY_DAYS_QUICK : OF_MANY_DAYS, arena.workload().pushes());
    Workload manyDays =
        Workload.ofManyDays(arena.workload().seed(), pushes, System.currentTimeMillis(), MANY_DAYS);
    figures.addAll(measure(arena, manyDays, MANY_DAYS + " days in no order"));
    return figures;
  }

  private static List<Figure> measure(Arena arena, Workload workload, String what)
      throws InterruptedException {
    List<WorkloadWindow> windows = Scenes.breach(workload);
    List<Double> heap = new ArrayList<>();
    List<Double> resident = new ArrayList<>();
    try (Loaded detector = Loaded.empty(arena, SETTINGS);
        ContenderOutput output = new ContenderOutput(Contender.TOCSIN, detector.run())) {
      detector.feed().windows(windows);
      for (int step = 0; step < STEPS; step++) {
        int from = (int) ((long) workload.pushes() * step / STEPS);
        int to = (int) ((long) workload.pushes() * (step + 1) / STEPS);
        detector.push(workload, from, to);
        heap.add(detector.child().liveHeap() / MIB);
        resident.add(residentMib(detector));
        arena.say(
            "memory, %s, %,d records: heap %.0f MiB, resident %.0f MiB",
            what, to, heap.getLast(), resident.getLast());
      }
      output.verify(Truth.of(workload, 0, workload.pushes(), windows), OUTPUT);
    }
    List<Figure> figures = new ArrayList<>();
    growth(what + ", live heap", heap, figures);
    if (resident.getLast() > 0) {
      growth(what + ", resident", resident, figures);
    }
    return figures;
  }

  private static double residentMib(Loaded detector) {
    try {
      return detector.child().residentMib();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void growth(String what, List<Double> steps, List<Figure> figures) {
    List<Double> settled = steps.subList(SETTLED, steps.size());
    figures.add(Figure.info(NAME, what, Spread.of(settled), "MiB"));
    figures.add(
        new Figure(
            NAME,
            what + ", twice the history / half of it",
            Spread.of(settled.getLast() / settled.getFirst()),
            "x",
            Goal.atMost(FLAT)));
  }
}
