package dev.tocsin.bench.suite;

import dev.tocsin.bench.child.ClassPaths;
import dev.tocsin.bench.contender.Contender;
import dev.tocsin.bench.measure.ProgressCurve;
import dev.tocsin.bench.measure.Spread;
import dev.tocsin.bench.report.Figure;
import dev.tocsin.bench.report.Goal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CPU a record of the live path, the contenders in turn. */
final class LiveBenchmark implements Benchmark {

  private static final String NAME = "live";
  private static final Map<Contender, Goal> PEERS = peers();

  private final List<Contender> contenders;

  /**
   * @param contenders the floor and the detector among them
   */
  LiveBenchmark(List<Contender> contenders) {
    this.contenders = contenders;
  }

  /** All contenders that were built. */
  static List<Contender> available(boolean quick) {
    List<Contender> all = new ArrayList<>(List.of(Contender.values()));
    if (quick) {
      all.removeAll(List.of(Contender.FLINK_1S, Contender.FLINK_SQL_1S));
    }
    if (!ClassPaths.hasFlink()) {
      all.removeIf(Contender::isFlink);
    }
    return all;
  }

  @Override
  public List<Figure> run(Arena arena) throws InterruptedException {
    Drain drain = new Drain(arena, Scenes.breach(arena.workload()));
    Costs<Contender> cpu = new Costs<>();
    Costs<Contender> speed = new Costs<>();
    int from = arena.scale().warmUp();
    int to = arena.scale().records();
    for (int round = 0; round < arena.scale().rounds(); round++) {
      for (Contender contender : contenders) {
        ProgressCurve curve = drain.run(contender);
        double micros = curve.cpuMicrosPerRecord(from, to);
        cpu.add(contender, micros);
        speed.add(contender, curve.recordsPerSecond(from, to));
        arena.say("live, round %d: %s %.2f us/record", round + 1, contender.label(), micros);
      }
    }
    return figures(cpu, speed);
  }

  private List<Figure> figures(Costs<Contender> cpu, Costs<Contender> speed) {
    List<Figure> figures = new ArrayList<>();
    for (Contender contender : contenders) {
      figures.add(Figure.info(NAME, contender.label(), cpu.of(contender), "CPU us/record"));
    }
    Spread throughput = speed.of(Contender.TOCSIN);
    figures.add(Figure.info(NAME, "tocsin, throughput", throughput, "records/s"));
    figures.add(
        new Figure(
            NAME,
            "tocsin / floor",
            cpu.ratio(Contender.TOCSIN, Contender.FLOOR),
            "x",
            Goal.atMost(2)));
    PEERS.forEach(
        (peer, goal) -> {
          if (contenders.contains(peer)) {
            figures.add(
                new Figure(
                    NAME,
                    peer.label() + " / tocsin",
                    cpu.ratio(peer, Contender.TOCSIN),
                    "x",
                    goal));
          }
        });
    return figures;
  }

  private static Map<Contender, Goal> peers() {
    Map<Contender, Goal> peers = new LinkedHashMap<>();
    peers.put(Contender.ROWS, Goal.atLeast(3));
    peers.put(Contender.FLINK, Goal.atLeast(3));
    peers.put(Contender.FLINK_SQL, Goal.atLeast(5));
    return peers;
  }
}
