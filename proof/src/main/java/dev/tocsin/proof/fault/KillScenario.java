package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * An instance is killed at random moments, with its transaction open: at first the only one, then
 * one of two. What it had written and not committed must never be read, and all of it comes again.
 */
final class KillScenario implements Scenario {

  @Override
  public int number() {
    return 1;
  }

  @Override
  public String name() {
    return "kill";
  }

  @Override
  public String fault() {
    return "kill -9 in mid-transaction, at random points";
  }

  @Override
  public void run(Trial trial) throws Exception {
    Instance first = trial.readyInstance();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    int kills = trial.size(20, 3);
    Instance second = null;
    for (int i = 0; i < kills; i++) {
      trial.work(500, 4_000);
      if (i == kills / 2) {
        second = trial.readyInstance();
      }
      Instance victim = second == null || trial.random().nextBoolean() ? first : second;
      String processId = victim.processId();
      if (i % 2 == 0) {
        // Every other one for certain; the others at any moment, commits included.
        trial.freezeInTransaction(victim);
      }
      long began = System.nanoTime();
      victim.kill();
      Thread.sleep(Trial.SETTLE_MILLIS);
      boolean open = !trial.probe().ongoing(processId).isEmpty();
      if (open && second == null) {
        remember(trial);
      }
      trial.fault(
          open,
          "kill %d of %d, transaction %s".formatted(i + 1, kills, open ? "open" : "not open"));
      Map<TopicPartition, Long> before = trial.probe().committedLogs();
      victim.start();
      trial.probe().awaitProgress(before, Trial.RECOVERY);
      if (open) {
        trial.recovered(Duration.ofNanos(System.nanoTime() - began));
      }
    }
    trial.require(
        kills < 4 || !trial.torn().isEmpty(),
        "no kill left a record behind that was written and not committed");
  }

  /** With nobody else writing, whatever is hidden now was lost with the process. */
  private static void remember(Trial trial) throws Exception {
    Set<RandomInputs.Origin> uncommitted = trial.outputs().uncommitted(trial.probe().hidden());
    trial.torn().addAll(uncommitted);
    trial.say("%,d records of outputs written and not committed".formatted(uncommitted.size()));
  }
}
