package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;

/**
 * One input in a hundred cannot be read, then every second, then all of them, on every input topic;
 * then it gets better. Each becomes one dead letter with its reason, no thread dies, good records
 * keep flowing, and no window is called completely examined.
 */
final class PoisonScenario implements Scenario {

  private static final int RECORD_MAX_BYTES = 4_194_304;

  /** No good record waits longer, however much is bad around it. */
  private static final Duration FLOWS = Duration.ofSeconds(20);

  @Override
  public int number() {
    return 12;
  }

  @Override
  public String name() {
    return "poison";
  }

  @Override
  public String fault() {
    return "unreadable records on every input topic: 1 %, 50 %, 100 %";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("record.max.bytes", Integer.toString(RECORD_MAX_BYTES));
  }

  @Override
  public void run(Trial trial) throws Exception {
    Instance first = trial.readyInstance();
    Instance second = trial.readyInstance();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().poisons().all().forEach(trial.traffic()::poison);
    trial.traffic().poison(trial.traffic().poisons().oversized(RECORD_MAX_BYTES / 3));
    trial.traffic().start();
    for (double share : new double[] {0.01, 0.5, 1, 0.01}) {
      trial.traffic().poison(share);
      int before = trial.traffic().poisoned().size();
      trial.work(trial.size(12_000, 3_000), trial.size(16_000, 4_000));
      boolean busy = trial.probe().inputLag() > 0 || !trial.probe().ongoing("").isEmpty();
      int poisoned = trial.traffic().poisoned().size() - before;
      trial.fault(
          busy && poisoned > 0,
          "%,d unreadable records at %.0f %%".formatted(poisoned, share * 100));
      trial.recovered(trial.probe().awaitCommitted(FLOWS));
    }
    for (Instance instance : trial.installation().instances()) {
      double failures = instance.metric("tocsin_stream_thread_failures_total");
      trial.require(failures == 0, "%.0f threads of %s died".formatted(failures, instance.name()));
    }
    trial.require(first.alive() && second.alive(), "an instance ended");
  }
}
