package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The only instance gets SIGTERM in the middle of a transaction. It exits in time and with 0, and
 * its next start uses the local stores and restores nothing.
 */
final class TerminateScenario implements Scenario {

  /** {@code shutdown.timeout} and the five seconds that the documentation adds. */
  private static final Duration BOUND = Duration.ofSeconds(35);

  /** The last checkpoint of a clean stop is at the last commit. */
  private static final double RESTORED = 0;

  @Override
  public int number() {
    return 3;
  }

  @Override
  public String name() {
    return "terminate";
  }

  @Override
  public String fault() {
    return "SIGTERM in mid-transaction; the next start restores nothing";
  }

  @Override
  public void run(FaultRun run) throws Exception {
    Instance only = run.readyInstance();
    run.startInputs();
    int stops = run.size(8, 2);
    for (int i = 0; i < stops; i++) {
      run.work(1_000, 4_000);
      boolean open = !run.freezeInTransaction(only).isEmpty();
      long began = System.nanoTime();
      only.child().terminate();
      only.child().thaw();
      Duration took = only.stop(BOUND);
      run.fault(
          open, "SIGTERM %d of %d, ended after %d ms".formatted(i + 1, stops, took.toMillis()));
      Map<TopicPartition, Long> before = run.probe().committedLogs();
      only.start().awaitReady();
      run.awaitRecovery(before, began);
      double restored = only.metric("tocsin_restored_records_total");
      run.require(
          restored <= RESTORED,
          "the start after a clean stop restored %,.0f changelog records".formatted(restored));
    }
  }
}
