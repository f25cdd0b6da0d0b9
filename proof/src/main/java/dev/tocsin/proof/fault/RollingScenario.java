package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Two instances under load are stopped and started one after the other, as an update does it. */
final class RollingScenario implements Scenario {

  private static final Duration BOUND = Duration.ofSeconds(35);

  @Override
  public int number() {
    return 19;
  }

  @Override
  public String name() {
    return "rolling";
  }

  @Override
  public String fault() {
    return "rolling restart of two instances under load";
  }

  @Override
  public void run(Trial trial) throws Exception {
    List<Instance> both = List.of(trial.readyInstance(), trial.readyInstance());
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    int rounds = trial.size(3, 1);
    try (Arrivals notifications = new Arrivals(trial.config())) {
      for (int i = 0; i < rounds; i++) {
        for (Instance instance : both) {
          replace(trial, instance);
        }
      }
      trial.work(500, 1_000);
      trial.note(
          "longest time without a notification, of %,d that came: %,d ms"
              .formatted(notifications.count(), notifications.longestGap().toMillis()));
    }
  }

  private static void replace(Trial trial, Instance instance) throws Exception {
    trial.work(500, 3_000);
    trial.traffic().changeWindow();
    boolean busy = !trial.probe().ongoing("").isEmpty() || trial.probe().inputLag() > 0;
    long began = System.nanoTime();
    Duration took = instance.stop(BOUND);
    trial.fault(busy, instance.name() + " stopped in " + took.toMillis() + " ms");
    Map<TopicPartition, Long> before = trial.probe().committedLogs();
    trial.probe().awaitProgress(before, Trial.RECOVERY);
    trial.recovered(Duration.ofNanos(System.nanoTime() - began));
    instance.start().awaitReady();
  }
}
