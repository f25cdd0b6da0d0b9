package dev.tocsin.proof.fault;

import dev.tocsin.event.IncidentSummary;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * While the history is scanned for a new window, an instance is killed, or another one joins and
 * takes partitions over. The scan continues where it was committed and finds each record once.
 */
final class ScanScenario implements Scenario {

  private static final Duration BEGINS = Duration.ofSeconds(60);
  private static final Duration TAKES_ALL = Duration.ofMinutes(4);
  private static final long POLL_MILLIS = 5;

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
    return "kill or rebalance while the history is scanned for a window";
  }

  @Override
  public Map<String, String> settings() {
    // Small steps, and small blocks that each have to be opened: the scan takes longer.
    return Map.of("scan.budget", "1ms", "history.block.records", "32");
  }

  @Override
  public InputMix mix() {
    return new InputMix(150, 0.1, 1_000_000, 200);
  }

  @Override
  public void run(FaultRun run) throws Exception {
    Instance first = run.readyInstance();
    run.inputs().knowAccounts();
    run.inputs().push(run.size(25_000, 8_000));
    run.inputs().flush();
    Await.until(TAKES_ALL, () -> run.probe().inputLag() == 0);
    run.inputs().start();
    Instance second = null;
    int faults = run.size(8, 3);
    for (int i = 0; i < faults; i++) {
      int window = i % 8;
      run.inputs().declareEverything(window);
      boolean running = awaitScan(first);
      long began = System.nanoTime();
      Map<TopicPartition, Long> before;
      if (i % 3 == 1 && second == null) {
        second = run.installation().instance().start();
        before = run.probe().committedLogs();
        run.fault(running && !answered(run, window), "another instance joins during a scan");
        second.awaitReady();
      } else if (i % 3 == 2 && second != null) {
        second.kill();
        before = run.probe().committedLogs();
        run.fault(running && !answered(run, window), "the other instance is killed during a scan");
        second.start();
      } else {
        first.kill();
        before = run.probe().committedLogs();
        run.fault(running && !answered(run, window), "kill during a scan");
        first.start();
      }
      run.awaitRecovery(before, began);
      first.awaitReady();
    }
  }

  private static boolean awaitScan(Instance instance) throws InterruptedException {
    long giveUp = System.nanoTime() + BEGINS.toNanos();
    while (System.nanoTime() < giveUp) {
      if (instance.metric("tocsin_scans_running") > 0) {
        return true;
      }
      Thread.sleep(POLL_MILLIS);
    }
    return false;
  }

  /** Whether a committed summary says that the scan for the window is complete. */
  private static boolean answered(FaultRun run, int window) {
    IncidentSummary summary = run.outputs().read().effective().incidents().get("INC-" + window / 2);
    return summary != null
        && summary.getWindows().stream().anyMatch(w -> w.getWindowId().equals("w-" + window))
        && !summary.getCoverage().getState().equals("SCANNING");
  }
}
