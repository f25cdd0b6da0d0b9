package dev.tocsin.bench.suite;

import dev.tocsin.bench.contender.Contender;
import dev.tocsin.bench.measure.ProgressCurve;
import dev.tocsin.bench.report.Figure;
import dev.tocsin.bench.workload.Coding;
import java.util.ArrayList;
import java.util.List;

/** CPU a record of the live path, by what the provider pushes, in turn; and the floor. */
final class FeedsBenchmark implements Benchmark {

  private static final String NAME = "feeds";
  private static final String FLOOR = "floor, Avro";
  private static final String UNIT = "CPU us/record";

  @Override
  public List<Figure> run(Arena arena) throws InterruptedException {
    Drain drain = new Drain(arena, Scenes.breach(arena.workload()));
    Costs<String> cpu = new Costs<>();
    for (int round = 1; round <= arena.scale().rounds(); round++) {
      note(arena, cpu, round, FLOOR, drain.run(Contender.FLOOR));
      for (Coding coding : Coding.values()) {
        note(arena, cpu, round, coding.label(), drain.run(Contender.TOCSIN, coding, List.of()));
      }
    }
    List<Figure> figures = new ArrayList<>();
    cpu.names().forEach(name -> figures.add(Figure.info(NAME, name, cpu.of(name), UNIT)));
    String avro = Coding.AVRO.label();
    String json = Coding.JSON.label();
    figures.add(Figure.info(NAME, json + " / " + avro, cpu.ratio(json, avro), "x"));
    return figures;
  }

  private static void note(
      Arena arena, Costs<String> cpu, int round, String name, ProgressCurve curve) {
    double micros = curve.cpuMicrosPerRecord(arena.scale().warmUp(), arena.scale().records());
    cpu.add(name, micros);
    arena.say("feeds, round %d: %s %.2f us/record", round, name, micros);
  }
}
