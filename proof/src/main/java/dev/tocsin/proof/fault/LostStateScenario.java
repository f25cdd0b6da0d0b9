package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * One of two instances dies and loses its state directory; the other takes over, and the first
 * comes back with nothing.
 */
final class LostStateScenario implements Scenario {

  @Override
  public int number() {
    return 21;
  }

  @Override
  public String name() {
    return "lost-state";
  }

  @Override
  public String fault() {
    return "one of two instances dies with its state directory";
  }

  @Override
  public void run(Trial trial) throws Exception {
    Instance first = trial.readyInstance();
    Instance second = trial.readyInstance();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    int rounds = trial.size(4, 1);
    for (int i = 0; i < rounds; i++) {
      trial.work(1_000, 5_000);
      trial.traffic().changeWindow();
      Instance victim = i % 2 == 0 ? first : second;
      boolean open = !trial.freezeInTransaction(victim).isEmpty();
      long began = System.nanoTime();
      victim.kill();
      Map<TopicPartition, Long> before = trial.probe().committedLogs();
      Testbed.delete(victim.stateDir());
      trial.fault(open, victim.name() + " dies with its state");
      trial.probe().awaitProgress(before, Trial.RECOVERY);
      trial.recovered(Duration.ofNanos(System.nanoTime() - began));
      victim.start().awaitReady();
    }
  }
}
