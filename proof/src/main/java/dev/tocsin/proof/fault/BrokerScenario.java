package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The broker is killed under load and started again with its data, several times. No acknowledged
 * record is lost, and the detectors recover without a restart.
 */
final class BrokerScenario implements Scenario {

  private static final Duration RECOVERY = Duration.ofMinutes(3);

  @Override
  public int number() {
    return 5;
  }

  @Override
  public String name() {
    return "broker";
  }

  @Override
  public String fault() {
    return "the broker is killed and started again";
  }

  @Override
  public void run(FaultRun run) throws Exception {
    Instance first = run.readyInstance();
    Instance second = run.readyInstance();
    run.startInputs();
    int kills = run.size(5, 1);
    for (int i = 0; i < kills; i++) {
      run.work(1_000, 5_000);
      Map<TopicPartition, Long> before = run.probe().committedLogs();
      boolean open = run.busy();
      long began = System.nanoTime();
      run.stack().kill();
      run.fault(open, "broker killed, %d of %d".formatted(i + 1, kills));
      run.work(0, 8_000);
      run.stack().start();
      run.probe().awaitProgress(before, RECOVERY);
      run.recovered(Duration.ofNanos(System.nanoTime() - began));
    }
    run.require(first.alive() && second.alive(), "an instance ended without its broker");
  }
}
