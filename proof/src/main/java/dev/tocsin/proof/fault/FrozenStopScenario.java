package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;

/**
 * The only instance is frozen with an open transaction until the broker has aborted it, and is told
 * to stop before it resumes. The commit of its stop fails, so it may not start again from a state
 * that has rows of that transaction.
 */
final class FrozenStopScenario implements Scenario {

  /** {@code shutdown.timeout} and the five seconds that the documentation adds. */
  private static final Duration BOUND = Duration.ofSeconds(35);

  @Override
  public int number() {
    return 24;
  }

  @Override
  public String name() {
    return "frozen stop";
  }

  @Override
  public String fault() {
    return "SIGSTOP until the transaction is aborted, SIGTERM, SIGCONT; the state is kept";
  }

  @Override
  public void run(FaultRun run) throws Exception {
    Instance only = run.readyInstance();
    run.startInputs();
    int stops = run.size(6, 2);
    for (int i = 0; i < stops; i++) {
      run.work(1_000, 4_000);
      List<TransactionListing> open = run.freezeInTransaction(only);
      Map<TopicPartition, Long> before = run.probe().committedLogs();
      run.awaitAborted(open);
      only.child().terminate();
      only.child().thaw();
      run.require(only.child().ended(BOUND), "it did not end within " + BOUND.toSeconds() + " s");
      long began = System.nanoTime();
      only.start().awaitReady();
      run.fault(
          !open.isEmpty(),
          "stop %d of %d, open transactions: %d".formatted(i + 1, stops, open.size()));
      run.awaitRecovery(before, began);
    }
  }
}
