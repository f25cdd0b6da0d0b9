package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** One instance under load gets two more, and loses them again; windows change meanwhile. */
final class ScaleScenario implements Scenario {

  private static final Duration BOUND = Duration.ofSeconds(35);

  @Override
  public int number() {
    return 20;
  }

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String fault() {
    return "from one instance to three and back under load";
  }

  @Override
  public void run(Trial trial) throws Exception {
    trial.readyInstance();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    Instance second = trial.installation().instance();
    Instance third = trial.installation().instance();
    int rounds = trial.size(3, 1);
    for (int i = 0; i < rounds; i++) {
      trial.work(500, 3_000);
      second.start();
      third.start();
      second.awaitReady();
      third.awaitReady();
      moved(trial, "three instances", System.nanoTime(), trial.probe().committedLogs());
      trial.work(1_000, 4_000);
      Map<TopicPartition, Long> before = trial.probe().committedLogs();
      long began = System.nanoTime();
      third.stop(BOUND);
      second.stop(BOUND);
      moved(trial, "one instance", began, before);
    }
  }

  private static void moved(Trial trial, String to, long began, Map<TopicPartition, Long> before)
      throws Exception {
    trial.traffic().changeWindow();
    boolean busy = !trial.probe().ongoing("").isEmpty() || trial.probe().inputLag() > 0;
    trial.fault(busy, "now " + to);
    trial.probe().awaitProgress(before, Trial.RECOVERY);
    trial.recovered(Duration.ofNanos(System.nanoTime() - began));
  }
}
