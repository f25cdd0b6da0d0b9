package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The broker is killed under load and comes back with its data, several times. Nothing that it
 * acknowledged is lost, and the detectors go on by themselves.
 */
final class BrokerScenario implements Scenario {

  private static final Duration RECOVERY = Duration.ofMinutes(3);

  @Override
  public int number() {
    return 5;
  }

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public String fault() {
    return "the broker is killed and started again";
  }

  @Override
  public void run(Trial trial) throws Exception {
    Instance first = trial.readyInstance();
    Instance second = trial.readyInstance();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    int kills = trial.size(5, 1);
    for (int i = 0; i < kills; i++) {
      trial.work(1_000, 5_000);
      Map<TopicPartition, Long> before = trial.probe().committedLogs();
      boolean open = !trial.probe().ongoing("").isEmpty() || trial.probe().inputLag() > 0;
      long began = System.nanoTime();
      trial.stack().kill();
      trial.fault(open, "broker killed, %d of %d".formatted(i + 1, kills));
      trial.work(0, 8_000);
      trial.stack().start();
      trial.probe().awaitProgress(before, RECOVERY);
      trial.recovered(Duration.ofNanos(System.nanoTime() - began));
    }
    trial.require(first.alive() && second.alive(), "an instance ended without its broker");
  }
}
