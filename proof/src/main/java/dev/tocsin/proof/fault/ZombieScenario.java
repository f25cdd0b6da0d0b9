package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.TopicPartition;

/**
 * An instance is frozen with an open transaction until the group has assigned its partitions to
 * another one; then it resumes. Nothing that it writes for its former partitions may be committed.
 */
final class ZombieScenario implements Scenario {

  private static final Duration MAX_POLL = Duration.ofSeconds(10);

  private static final Duration READY_AGAIN = Duration.ofSeconds(60);

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
  public void run(FaultRun run) throws Exception {
    Instance first = run.readyInstance();
    Instance second = run.readyInstance();
    int members = run.probe().members();
    run.startInputs();
    int rounds = run.size(4, 1);
    for (int i = 0; i < rounds; i++) {
      Instance zombie = run.random().nextBoolean() ? first : second;
      List<TransactionListing> open = run.freezeInTransaction(zombie);
      Map<TopicPartition, Long> before = run.probe().committedLogs();
      long began = System.nanoTime();
      run.fault(!open.isEmpty(), zombie.name() + " frozen, open transactions: " + open.size());
      run.awaitRecovery(before, began);
      Duration left = MAX_POLL.plusSeconds(2).minusNanos(System.nanoTime() - began);
      if (left.isPositive()) {
        Thread.sleep(left);
      }
      // Every second time its transaction is aborted before; otherwise it tries to commit the open
      // transaction, which the group refuses.
      if (i % 2 == 0) {
        run.awaitAborted(open);
      }
      run.require(
          run.probe().members() < members, "the frozen instance is still a member of the group");
      zombie.child().thaw();
      // Until it has polled it believes to be ready, so readiness alone proves nothing.
      try {
        Duration back =
            Await.until(
                READY_AGAIN,
                () -> run.probe().members() == members && zombie.status("/readyz") == 200);
        run.say("the zombie is a member and ready again after " + back.toMillis() + " ms");
      } catch (Await.BoundReachedException e) {
        run.problem(
            "the zombie is not a ready member again within " + READY_AGAIN.toSeconds() + " s");
      }
    }
  }
}
