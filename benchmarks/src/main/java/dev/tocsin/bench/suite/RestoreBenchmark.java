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
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A detector that comes back without its state directory: log records a second from the first
 * changelog record read to the last, all stores together. What was restored is checked by a window
 * over it. Also reports the size of the changelogs.
 */
final class RestoreBenchmark implements Benchmark {

  private static final String NAME = "restore";
  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final String HISTORY = "store=history";
  private static final int FIRST_ACCOUNT = 200;

  @Override
  public List<Figure> run(Arena arena) throws InterruptedException {
    Workload workload = arena.workload();
    List<Double> rates = new ArrayList<>();
    List<Double> alone = new ArrayList<>();
    List<Double> starts = new ArrayList<>();
    try (Loaded detector = Loaded.withAll(arena, Map.of());
        ContenderOutput output = new ContenderOutput(Contender.TOCSIN, detector.run())) {
      double history = detector.run().storedBytes("-history-changelog");
      double all = detector.run().storedBytes("-changelog");
      Set<String> expected = new HashSet<>();
      for (int i = 0; i < arena.scale().rounds(); i++) {
        detector.stop();
        detector.run().loseState();
        int known = log(detector).size();
        long began = System.nanoTime();
        detector.start();
        starts.add((System.nanoTime() - began) / 1e9);
        List<String> lines = log(detector);
        lines = lines.subList(known, lines.size());
        rates.add(millionsPerSecond(workload, RestoreLog.took(lines, "")));
        alone.add(millionsPerSecond(workload, RestoreLog.took(lines, HISTORY)));
        arena.say("restore, round %d: %.2f M records/s", i + 1, rates.getLast());
        WorkloadWindow window = Scenes.month(workload, "restored-" + i, FIRST_ACCOUNT + i);
        expected.addAll(Truth.of(workload, 0, workload.pushes(), List.of(window)));
        detector.feed().windows(List.of(window));
        output.verify(expected, ANSWER);
      }
      return List.of(
          new Figure(NAME, "lost state", Spread.of(rates), "M records/s", Goal.atLeast(5)),
          Figure.info(NAME, "the history's store alone", Spread.of(alone), "M records/s"),
          Figure.info(NAME, "process start to running", Spread.of(starts), "s"),
          new Figure(
              NAME,
              "changelog of the history",
              Spread.of(history / workload.pushes()),
              "bytes/record",
              Goal.atMost(40)),
          Figure.info(
              NAME,
              "all changelogs, accounts included",
              Spread.of(all / workload.pushes()),
              "bytes/record"));
    }
  }

  private static double millionsPerSecond(Workload workload, Duration took) {
    return workload.pushes() / (took.toNanos() / 1e9) / 1e6;
  }

  private static List<String> log(Loaded detector) {
    try {
      return Files.readAllLines(detector.run().log());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
