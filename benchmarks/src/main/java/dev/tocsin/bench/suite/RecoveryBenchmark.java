package dev.tocsin.bench.suite;

import dev.tocsin.bench.contender.Contender;
import dev.tocsin.bench.contender.ContenderOutput;
import dev.tocsin.bench.measure.Spread;
import dev.tocsin.bench.report.Figure;
import dev.tocsin.bench.report.Goal;
import dev.tocsin.bench.workload.Truth;
import dev.tocsin.bench.workload.Workload;
import dev.tocsin.bench.workload.WorkloadWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A detector without work is killed: seconds until message logs that arrive afterwards are
 * committed in every partition, and how many changelog records were restored until then; later
 * stages may still be restoring. One instance, started again at once, and two instances of which
 * the other takes over, with and without a standby. A window of one account over the month is
 * checked at the end.
 */
final class RecoveryBenchmark implements Benchmark {

  private static final String NAME = "recovery";
  private static final Duration ANSWER = Duration.ofMinutes(5);

  /** Records that arrive after a kill: of so many accounts that every partition has some. */
  private static final int ARRIVING = 500;

  private static final int ACCOUNT = 200;
  private static final double NANOS = 1e9;
  private static final Goal SOON = Goal.atMost(10);

  /** Who continues after a kill. */
  private enum Scene {
    RESTART("one of one, started again", 1, 0),
    TAKEOVER("one of two, no standby", 2, 0),
    STANDBY("one of two, with a standby", 2, 1);

    private final String label;
    private final int instances;
    private final int standbys;

    Scene(String label, int instances, int standbys) {
      this.label = label;
      this.instances = instances;
      this.standbys = standbys;
    }
  }

  @Override
  public List<Figure> run(Arena arena) throws InterruptedException {
    List<Figure> figures = new ArrayList<>();
    for (Scene scene : Scene.values()) {
      figures.addAll(measure(arena, scene));
    }
    return figures;
  }

  private static List<Figure> measure(Arena arena, Scene scene) throws InterruptedException {
    Workload workload = arena.workload();
    int rounds = arena.scale().rounds();
    int pushed = workload.pushes() - rounds * ARRIVING;
    if (pushed < ARRIVING) {
      throw new TooSmallException(
          "--records %,d are too few for %d rounds of %d records"
              .formatted(workload.pushes(), rounds, ARRIVING));
    }
    List<Double> seconds = new ArrayList<>();
    List<Double> restored = new ArrayList<>();
    try (Instances detector = Instances.start(arena, scene.instances, scene.standbys);
        ContenderOutput output = new ContenderOutput(Contender.TOCSIN, detector.run())) {
      detector.feed().logs(workload, 0, pushed);
      detector.awaitCommitted(detector.busiest(), pushed);
      for (int i = 0; i < rounds; i++) {
        detector.settle();
        Instances.Instance killed = detector.busiest();
        Instances.Instance next = detector.besides(killed);
        double before = next == killed ? 0 : next.restored();
        long began = System.nanoTime();
        killed.kill();
        detector.feed().logs(workload, pushed, pushed + ARRIVING);
        pushed += ARRIVING;
        if (next == killed) {
          next.start();
        }
        detector.awaitCommitted(next, pushed);
        seconds.add((System.nanoTime() - began) / NANOS);
        restored.add(next.restored() - before);
        arena.say(
            "recovery, %s, round %d: %.1f s, %,.0f changelog records restored",
            scene.label, i + 1, seconds.getLast(), restored.getLast());
        if (next != killed) {
          killed.start();
        }
      }
      WorkloadWindow window = Scenes.month(workload, "after-recovery", ACCOUNT);
      detector.feed().windows(List.of(window));
      output.verify(Truth.of(workload, 0, pushed, List.of(window)), ANSWER);
    }
    return List.of(
        new Figure(
            NAME, scene.label, Spread.of(seconds), "s", scene == Scene.RESTART ? SOON : null),
        Figure.info(NAME, scene.label + ", restored", Spread.of(restored), "changelog records"));
  }
}
