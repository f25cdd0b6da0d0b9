package dev.tocsin.bench.suite;

import dev.tocsin.bench.contender.Contender;
import dev.tocsin.bench.measure.ProgressCurve;
import dev.tocsin.bench.profile.CpuProfile;
import dev.tocsin.bench.profile.Layer;
import dev.tocsin.bench.report.Figure;
import dev.tocsin.bench.workload.Coding;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Where each microsecond of the live path goes. The recordings stay in the working directory. */
final class ProfileBenchmark implements Benchmark {

  private static final String NAME = "profile";
  private static final String UNIT = "CPU us/record";

  @Override
  public List<Figure> run(Arena arena) throws InterruptedException {
    if (!CpuProfile.isPossible()) {
      throw new TooSmallException("profiles of CPU time need a JDK 25 or newer on Linux");
    }
    Drain drain = new Drain(arena, Scenes.breach(arena.workload()));
    int from = arena.scale().warmUp();
    int to = arena.scale().records();
    Costs<String> costs = new Costs<>();
    for (int round = 0; round < arena.scale().rounds(); round++) {
      Path recording = arena.cluster().directory().resolve("live-" + (round + 1) + ".jfr");
      ProgressCurve curve = drain.run(Contender.TOCSIN, Coding.AVRO, CpuProfile.options(recording));
      CpuProfile profile =
          CpuProfile.read(recording, instant(curve.nanosAt(from)), instant(curve.nanosAt(to)));
      double all = curve.cpuMicrosPerRecord(from, to);
      costs.add("all", all);
      for (Layer layer : Layer.values()) {
        costs.add(layer.title(), micros(profile.of(layer), to - from));
      }
      costs.add("collector, RocksDB's threads", all - micros(profile.total(), to - from));
      arena.say(
          "profile, round %d: %.2f us/record%s",
          round + 1, all, arena.stays() ? ", " + recording : "");
    }
    List<Figure> figures = new ArrayList<>();
    costs.names().forEach(n -> figures.add(Figure.info(NAME, n, costs.of(n), UNIT)));
    return figures;
  }

  private static double micros(Duration cpu, int records) {
    return cpu.toNanos() / 1e3 / records;
  }

  /** The wall clock's time of a moment of {@link System#nanoTime}. */
  private static Instant instant(long nanos) {
    return Instant.now().plusNanos(nanos - System.nanoTime());
  }
}
