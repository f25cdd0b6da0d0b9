package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Scales from one instance to three and back under load while windows change. */
final class ScaleScenario implements Scenario {

  private static final Duration BOUND = Duration.ofSeconds(35);

  @Override
  public int number() {
    return 20;
  }

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String fault() {
    return "from one instance to three and back under load";
  }

  @Override
  public void run(FaultRun run) throws Exception {
    run.readyInstance();
    run.startInputs();
    Instance second = run.installation().instance();
    Instance third = run.installation().instance();
    int rounds = run.size(3, 1);
    for (int i = 0; i < rounds; i++) {
      run.work(500, 3_000);
      second.start();
      third.start();
      second.awaitReady();
      third.awaitReady();
      moved(run, "three instances", System.nanoTime(), run.probe().committedLogs());
      run.work(1_000, 4_000);
      Map<TopicPartition, Long> before = run.probe().committedLogs();
      long began = System.nanoTime();
      third.stop(BOUND);
      second.stop(BOUND);
      moved(run, "one instance", began, before);
    }
  }

  private static void moved(FaultRun run, String to, long began, Map<TopicPartition, Long> before)
      throws Exception {
    run.inputs().changeWindow();
    boolean busy = run.busy();
    run.fault(busy, "now " + to);
    run.awaitRecovery(before, began);
  }
}
