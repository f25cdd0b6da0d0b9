package dev.tocsin.bench.suite;

import dev.tocsin.bench.child.ClientSettings;
import dev.tocsin.bench.contender.Contender;
import dev.tocsin.bench.contender.ContenderOutput;
import dev.tocsin.bench.measure.Spread;
import dev.tocsin.bench.report.Figure;
import dev.tocsin.bench.report.Goal;
import dev.tocsin.bench.workload.Truth;
import dev.tocsin.bench.workload.Workload;
import dev.tocsin.bench.workload.WorkloadWindow;
import dev.tocsin.testkit.TopicReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A window of one account over the month, declared when the records are history: the time until a
 * consumer of committed records holds the last flagged one, against reading the log topic once.
 */
final class RetroBenchmark implements Benchmark {

  private static final String NAME = "retro";
  private static final Duration ANSWER = Duration.ofMinutes(2);

  /** From here on accounts have about the average share of the traffic. */
  private static final int FIRST_ACCOUNT = 3_850;

  private static final int WARM_UP = 3;
  private static final int WINDOWS_A_ROUND = 5;

  @Override
  public List<Figure> run(Arena arena) throws InterruptedException {
    try (Loaded detector = Loaded.withAll(arena, Map.of())) {
      Spread drain = drain(arena, detector);
      Spread answer = answers(arena, detector);
      return List.of(
          Figure.info(NAME, "window of one account, last record visible", answer, "ms"),
          Figure.info(NAME, "drain of the log topic", drain, "ms"),
          new Figure(
              NAME,
              "window / drain",
              new Spread(
                  answer.median() / drain.median(),
                  answer.min() / drain.median(),
                  answer.max() / drain.median(),
                  answer.count()),
              "x",
              Goal.atMost(0.05)));
    }
  }

  private static Spread answers(Arena arena, Loaded detector) {
    Workload workload = arena.workload();
    List<Double> millis = new ArrayList<>();
    Set<String> expected = new HashSet<>();
    try (ContenderOutput output = new ContenderOutput(Contender.TOCSIN, detector.run())) {
      int count = WARM_UP + WINDOWS_A_ROUND * arena.scale().rounds();
      for (int i = 0; i < count; i++) {
        WorkloadWindow window = Scenes.month(workload, "retro-" + i, FIRST_ACCOUNT + i);
        if (!expected.addAll(Truth.of(workload, 0, workload.pushes(), List.of(window)))) {
          throw new TooSmallException(
              "an account of average size has no record; take more than %,d records"
                  .formatted(workload.pushes()));
        }
        long began = System.nanoTime();
        detector.feed().windows(List.of(window));
        long last = output.await(expected.size(), ANSWER);
        output.verify(expected, ANSWER);
        double took = (last - began) / 1e6;
        arena.say("retro, window %d: %.0f ms", i + 1, took);
        if (i >= WARM_UP) {
          millis.add(took);
        }
      }
    }
    return Spread.of(millis);
  }

  private static Spread drain(Arena arena, Loaded detector) {
    try (TopicReader logs =
        new TopicReader(
            ClientSettings.consumer(arena.cluster().bootstrap()), List.of(detector.run().logs()))) {
      List<Double> millis = new ArrayList<>();
      for (int i = 0; i <= arena.scale().rounds(); i++) {
        logs.seekToBeginning();
        long began = System.nanoTime();
        logs.readToEnd(ANSWER, record -> {});
        double took = (System.nanoTime() - began) / 1e6;
        if (i > 0) {
          millis.add(took);
        }
      }
      return Spread.of(millis);
    }
  }
}
