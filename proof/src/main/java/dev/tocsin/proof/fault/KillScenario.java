package dev.tocsin.proof.fault;

import dev.tocsin.proof.events.DetectorOutputs;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * An instance is killed at random times with an open transaction: first the only one, then one of
 * two. Records that it wrote and did not commit must never be visible, and all of them are written
 * again.
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
    return "kill -9 in mid-transaction, at random times";
  }

  @Override
  public void run(FaultRun run) throws Exception {
    Instance first = run.readyInstance();
    run.startInputs();
    int kills = run.size(20, 3);
    Instance second = null;
    for (int i = 0; i < kills; i++) {
      run.work(500, 4_000);
      if (i == kills / 2) {
        second = run.readyInstance();
      }
      Instance victim = second == null || run.random().nextBoolean() ? first : second;
      String processId = victim.processId();
      if (i % 2 == 0) {
        // Every second one in a transaction; the others at any time, also during a commit.
        run.freezeInTransaction(victim);
      }
      long began = System.nanoTime();
      victim.kill();
      Thread.sleep(FaultRun.SETTLE_MILLIS);
      boolean open = !run.probe().ongoing(processId).isEmpty();
      if (open && second == null) {
        remember(run);
      }
      run.fault(
          open,
          "kill %d of %d, transaction %s".formatted(i + 1, kills, open ? "open" : "not open"));
      Map<TopicPartition, Long> before = run.probe().committedLogs();
      victim.start();
      run.probe().awaitProgress(before, FaultRun.RECOVERY);
      if (open) {
        run.recovered(Duration.ofNanos(System.nanoTime() - began));
      }
    }
    run.require(kills < 4 || !run.uncommitted().isEmpty(), "no kill left an uncommitted record");
  }

  /** With a single instance, all hidden records were written by the killed process. */
  private static void remember(FaultRun run) throws Exception {
    Set<DetectorOutputs.Place> uncommitted = run.outputs().uncommitted(run.probe().hidden());
    run.uncommitted().addAll(uncommitted);
    run.say("%,d output records written and not committed".formatted(uncommitted.size()));
  }
}
