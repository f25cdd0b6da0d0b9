package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/**
 * An instance stands still, with its transaction open, until the group has given its partitions to
 * another; then it goes on and believes that nothing has happened. Nothing that it writes for its
 * former partitions may be committed.
 */
final class ZombieScenario implements Scenario {

  private static final Duration MAX_POLL = Duration.ofSeconds(10);

  /** transaction.timeout, and the ten seconds between two looks of the broker at it. */
  private static final Duration ABORTED = Duration.ofSeconds(40);

  private static final Duration COMES_BACK = Duration.ofSeconds(60);

  @Override
  public int number() {
    return 4;
  }

  @Override
  public String name() {
    return "zombie";
  }

  @Override
  public String fault() {
    return "SIGSTOP past the poll interval, another instance takes over, SIGCONT";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("kafka.consumer.max.poll.interval.ms", Long.toString(MAX_POLL.toMillis()));
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
      Instance zombie = trial.random().nextBoolean() ? first : second;
      List<TransactionListing> open = trial.freezeInTransaction(zombie);
      Map<TopicPartition, Long> before = trial.probe().committedLogs();
      long began = System.nanoTime();
      trial.fault(!open.isEmpty(), zombie.name() + " frozen, open transactions: " + open.size());
      trial.probe().awaitProgress(before, Trial.RECOVERY);
      trial.recovered(Duration.ofNanos(System.nanoTime() - began));
      Duration left = MAX_POLL.plusSeconds(2).minusNanos(System.nanoTime() - began);
      if (left.isPositive()) {
        Thread.sleep(left);
      }
      // Every other one finds its transaction ended; the others try to commit what is still open,
      // which the group refuses them.
      if (i % 2 == 0) {
        awaitAborted(trial, open);
      }
      zombie.child().thaw();
      try {
        Duration back = Await.until(COMES_BACK, () -> zombie.status("/readyz") == 200);
        trial.say("the zombie is well again after " + back.toMillis() + " ms");
      } catch (Await.BoundReachedException e) {
        trial.problem("the zombie is not ready again within " + COMES_BACK.toSeconds() + " s");
      }
      trial.require(
          fenced(zombie), "nothing in the zombie's log says that it was fenced or evicted");
    }
  }

  private static void awaitAborted(Trial trial, List<TransactionListing> open) throws Exception {
    for (TransactionListing transaction : open) {
      String id = transaction.transactionalId();
      try {
        Await.until(
            ABORTED, () -> trial.probe().describe(id).state() == TransactionState.COMPLETE_ABORT);
      } catch (Await.BoundReachedException e) {
        trial.problem(
            "the zombie's transaction is still "
                + trial.probe().describe(id).state()
                + " after another took over");
      }
    }
  }

  /** Its transaction was ended without it, or the group went on without it; either is told. */
  private static boolean fenced(Instance zombie) {
    String log = zombie.child().printed();
    return List.of(
            "ProducerFencedException",
            "InvalidProducerEpochException",
            "InvalidTxnStateException",
            "TaskMigratedException",
            "poll timeout has expired")
        .stream()
        .anyMatch(log::contains);
  }
}
