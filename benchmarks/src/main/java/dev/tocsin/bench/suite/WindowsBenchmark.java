package dev.tocsin.bench.suite;

import dev.tocsin.bench.contender.Contender;
import dev.tocsin.bench.report.Figure;
import dev.tocsin.bench.report.Goal;
import dev.tocsin.bench.workload.WorkloadWindow;
import java.util.ArrayList;
import java.util.List;

/** CPU a record of the live path, with ten thousand active windows and with one, in turn. */
final class WindowsBenchmark implements Benchmark {

  private static final String NAME = "windows";
  private static final int MANY = 10_000;

  @Override
  public List<Figure> run(Arena arena) throws InterruptedException {
    Costs<Integer> cpu = new Costs<>();
    for (int round = 0; round < arena.scale().rounds(); round++) {
      for (List<WorkloadWindow> windows :
          List.of(List.of(Scenes.week(arena.workload())), Scenes.many(arena.workload(), MANY))) {
        double micros =
            new Drain(arena, windows)
                .run(Contender.TOCSIN)
                .cpuMicrosPerRecord(arena.scale().warmUp(), arena.scale().records());
        cpu.add(windows.size(), micros);
        arena.say("windows, round %d: %,d %.2f us/record", round + 1, windows.size(), micros);
      }
    }
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.info(NAME, "1 window", cpu.of(1), "CPU us/record"));
    figures.add(Figure.info(NAME, "10,000 windows", cpu.of(MANY), "CPU us/record"));
    figures.add(new Figure(NAME, "10,000 windows / 1", cpu.ratio(MANY, 1), "x", Goal.atMost(1.2)));
    return figures;
  }
}
