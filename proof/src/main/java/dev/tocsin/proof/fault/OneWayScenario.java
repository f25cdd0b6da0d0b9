package dev.tocsin.proof.fault;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The connection to the broker is cut in one direction, so that requests or answers do not arrive,
 * and then in both. A commit whose answer is lost is not repeated, and no commit is partial.
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
    return "the connection to the broker is cut in one direction, then in both";
  }

  @Override
  public boolean proxied() {
    return true;
  }

  @Override
  public void run(FaultRun run) throws Exception {
    Instance first = run.readyInstance();
    Instance second = run.readyInstance();
    TcpProxy proxy = run.stack().proxy();
    run.startInputs();
    int cuts = run.size(6, 2);
    for (int i = 0; i < cuts; i++) {
      run.work(1_000, 4_000);
      boolean busy = run.busy();
      boolean answers = i % 2 == 0;
      proxy.hold(!answers, answers);
      run.fault(busy, (answers ? "answers" : "requests") + " of the broker do not arrive");
      // Short ones have no effect, long ones end the session and the transaction.
      run.work(500, 12_000);
      if (run.random().nextBoolean()) {
        proxy.cut();
        run.work(200, 2_000);
      }
      long began = System.nanoTime();
      proxy.restore();
      Map<TopicPartition, Long> before = run.committedLogs();
      run.awaitRecovery(before, began);
    }
    run.require(first.alive() && second.alive(), "an instance ended");
  }
}
