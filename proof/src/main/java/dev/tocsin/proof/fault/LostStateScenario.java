package dev.tocsin.proof.fault;

import dev.tocsin.testkit.Directories;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * One of two instances dies and loses its state directory; the other one takes over, and the first
 * starts again without state.
 */
final class LostStateScenario implements Scenario {

  @Override
  public int number() {
    return 21;
  }

  @Override
  public String name() {
    return "lost-state";
  }

  @Override
  public String fault() {
    return "one of two instances dies with its state directory";
  }

  @Override
  public void run(FaultRun run) throws Exception {
    Instance first = run.readyInstance();
    Instance second = run.readyInstance();
    run.startInputs();
    int rounds = run.size(4, 1);
    for (int i = 0; i < rounds; i++) {
      run.work(1_000, 5_000);
      run.inputs().changeWindow();
      Instance victim = i % 2 == 0 ? first : second;
      boolean open = !run.freezeInTransaction(victim).isEmpty();
      long began = System.nanoTime();
      victim.kill();
      Map<TopicPartition, Long> before = run.probe().committedLogs();
      Directories.delete(victim.stateDir());
      run.fault(open, victim.name() + " dies with its state");
      run.awaitRecovery(before, began);
      victim.start().awaitReady();
    }
  }
}
