package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The only instance is asked to end in the middle of a transaction. It ends within its bound and
 * with 0, and its next start trusts the local stores: it restores nothing.
 */
final class TerminateScenario implements Scenario {

  /** {@code shutdown.timeout} and the five seconds that an operator is told to add. */
  private static final Duration BOUND = Duration.ofSeconds(35);

  /**
   * The next start may have to read again what was committed behind the last checkpoint, which is
   * nothing.
   */
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
  public void run(Trial trial) throws Exception {
    Instance only = trial.readyInstance();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    int stops = trial.size(8, 2);
    for (int i = 0; i < stops; i++) {
      trial.work(1_000, 4_000);
      boolean open = !trial.freezeInTransaction(only).isEmpty();
      long began = System.nanoTime();
      only.child().terminate();
      only.child().thaw();
      Duration took = only.stop(BOUND);
      trial.fault(
          open, "SIGTERM %d of %d, ended after %d ms".formatted(i + 1, stops, took.toMillis()));
      Map<TopicPartition, Long> before = trial.probe().committedLogs();
      only.start().awaitReady();
      trial.probe().awaitProgress(before, Trial.RECOVERY);
      trial.recovered(Duration.ofNanos(System.nanoTime() - began));
      double restored = only.metric("tocsin_restored_records_total");
      trial.require(
          restored <= RESTORED,
          "the start after a clean stop restored %,.0f changelog records".formatted(restored));
    }
  }
}
