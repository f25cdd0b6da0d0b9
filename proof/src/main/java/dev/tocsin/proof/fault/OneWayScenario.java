package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The connection to the broker is cut in one direction: requests arrive and answers do not, or the
 * other way round; then it breaks altogether. A commit whose answer got lost is not done twice, and
 * none is done in part.
 */
final class OneWayScenario implements Scenario {

  @Override
  public int number() {
    return 6;
  }

  @Override
  public String name() {
    return "one-way";
  }

  @Override
  public String fault() {
    return "the connection to the broker is cut one way, then altogether";
  }

  @Override
  public boolean proxied() {
    return true;
  }

  @Override
  public void run(Trial trial) throws Exception {
    Instance first = trial.readyInstance();
    Instance second = trial.readyInstance();
    TcpProxy proxy = trial.stack().proxy();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    int cuts = trial.size(6, 2);
    for (int i = 0; i < cuts; i++) {
      trial.work(1_000, 4_000);
      boolean busy = !trial.probe().ongoing("").isEmpty() || trial.probe().inputLag() > 0;
      boolean answers = i % 2 == 0;
      proxy.hold(!answers, answers);
      trial.fault(busy, (answers ? "answers" : "requests") + " of the broker do not arrive");
      // Short ones pass unnoticed, long ones cost the session and the transaction.
      trial.work(500, 12_000);
      if (trial.random().nextBoolean()) {
        proxy.cut();
        trial.work(200, 2_000);
      }
      long began = System.nanoTime();
      proxy.remedy();
      Map<TopicPartition, Long> before = trial.committedLogs();
      trial.probe().awaitProgress(before, Trial.RECOVERY);
      trial.recovered(Duration.ofNanos(System.nanoTime() - began));
    }
    trial.require(first.alive() && second.alive(), "an instance ended");
  }
}
