package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Two instances under load are restarted one after the other, as in a rolling update. */
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
  public void run(FaultRun run) throws Exception {
    List<Instance> both = List.of(run.readyInstance(), run.readyInstance());
    run.startInputs();
    int rounds = run.size(3, 1);
    try (NotificationGaps notifications = new NotificationGaps(run.config())) {
      for (int i = 0; i < rounds; i++) {
        for (Instance instance : both) {
          replace(run, instance);
        }
      }
      run.work(500, 1_000);
      run.note(
          "longest gap between %,d notifications: %,d ms"
              .formatted(notifications.count(), notifications.longestGap().toMillis()));
    }
  }

  private static void replace(FaultRun run, Instance instance) throws Exception {
    run.work(500, 3_000);
    run.inputs().changeWindow();
    boolean busy = run.busy();
    long began = System.nanoTime();
    Duration took = instance.stop(BOUND);
    run.fault(busy, instance.name() + " stopped in " + took.toMillis() + " ms");
    Map<TopicPartition, Long> before = run.probe().committedLogs();
    run.awaitRecovery(before, began);
    instance.start().awaitReady();
  }
}
