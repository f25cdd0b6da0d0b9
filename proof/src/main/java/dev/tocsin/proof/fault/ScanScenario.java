package dev.tocsin.proof.fault;

import dev.tocsin.event.IncidentSummary;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The past is being examined for a window that was declared after it, and an instance is killed, or
 * another one joins and takes partitions over. The examination goes on where it was committed, and
 * finds each record once.
 */
final class ScanScenario implements Scenario {

  private static final Duration BEGINS = Duration.ofSeconds(60);
  private static final Duration TAKES_ALL = Duration.ofMinutes(4);
  private static final long GLANCE_MILLIS = 5;

  @Override
  public int number() {
    return 2;
  }

  @Override
  public String name() {
    return "scan";
  }

  @Override
  public String fault() {
    return "kill or rebalance while the past is examined for a window";
  }

  @Override
  public Map<String, String> settings() {
    // Small steps, and small blocks that each have to be opened: the examination takes longer.
    return Map.of("scan.budget", "1ms", "history.block.records", "32");
  }

  @Override
  public Mix mix() {
    return new Mix(150, 0.1, 1_000_000, 200);
  }

  @Override
  public void run(Trial trial) throws Exception {
    Instance first = trial.readyInstance();
    trial.traffic().knowAccounts();
    trial.traffic().push(trial.size(25_000, 8_000));
    trial.traffic().flush();
    Await.until(TAKES_ALL, () -> trial.probe().inputLag() == 0);
    trial.traffic().start();
    Instance second = null;
    int faults = trial.size(8, 3);
    for (int i = 0; i < faults; i++) {
      int window = i % 8;
      trial.traffic().declareEverything(window);
      boolean running = awaitScan(first);
      long began = System.nanoTime();
      Map<TopicPartition, Long> before;
      if (i % 3 == 1 && second == null) {
        second = trial.installation().instance().start();
        before = trial.probe().committedLogs();
        trial.fault(running && !answered(trial, window), "another instance joins during a scan");
        second.awaitReady();
      } else if (i % 3 == 2 && second != null) {
        second.kill();
        before = trial.probe().committedLogs();
        trial.fault(running && !answered(trial, window), "the other instance is killed in a scan");
        second.start();
      } else {
        first.kill();
        before = trial.probe().committedLogs();
        trial.fault(running && !answered(trial, window), "kill during a scan");
        first.start();
      }
      trial.probe().awaitProgress(before, Trial.RECOVERY);
      trial.recovered(Duration.ofNanos(System.nanoTime() - began));
      first.awaitReady();
    }
  }

  private static boolean awaitScan(Instance instance) throws InterruptedException {
    long giveUp = System.nanoTime() + BEGINS.toNanos();
    while (System.nanoTime() < giveUp) {
      if (instance.metric("tocsin_scans_running") > 0) {
        return true;
      }
      Thread.sleep(GLANCE_MILLIS);
    }
    return false;
  }

  /** Whether it was committed that everything has been looked at for the window's incident. */
  private static boolean answered(Trial trial, int window) {
    IncidentSummary summary = trial.outputs().read().heard().incidents().get("INC-" + window / 2);
    return summary != null
        && summary.getWindows().stream().anyMatch(w -> w.getWindowId().equals("w-" + window))
        && !summary.getCoverage().getState().equals("SCANNING");
  }
}
