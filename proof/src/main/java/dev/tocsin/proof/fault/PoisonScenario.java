package dev.tocsin.proof.fault;

import java.time.Duration;
import java.util.Map;

/**
 * One input in a hundred is malformed, then every second, then all, on every input topic, then
 * fewer again. Each becomes one dead letter with its reason, no thread dies, valid records keep
 * flowing, and no scan counts as complete.
 */
final class PoisonScenario implements Scenario {

  private static final int RECORD_MAX_BYTES = 4_194_304;

  /** The bound for a valid record between malformed ones. */
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
    return "malformed records on every input topic: 1 %, 50 %, 100 %";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("record.max.bytes", Integer.toString(RECORD_MAX_BYTES));
  }

  @Override
  public void run(FaultRun run) throws Exception {
    Instance first = run.readyInstance();
    Instance second = run.readyInstance();
    run.inputs().declareEverything(1);
    run.inputs().knowAccounts();
    run.inputs().poisonAll();
    run.inputs().poison(run.inputs().poisons().oversized(RECORD_MAX_BYTES / 3));
    run.inputs().start();
    for (double share : new double[] {0.01, 0.5, 1, 0.01}) {
      run.inputs().poison(share);
      int before = run.inputs().poisoned().size();
      run.work(run.size(12_000, 3_000), run.size(16_000, 4_000));
      boolean busy = run.busy();
      int poisoned = run.inputs().poisoned().size() - before;
      run.fault(
          busy && poisoned > 0,
          "%,d malformed records at %.0f %%".formatted(poisoned, share * 100));
      run.recovered(run.probe().awaitCommitted(FLOWS));
    }
    for (Instance instance : run.installation().instances()) {
      double failures = instance.metric("tocsin_stream_thread_failures_total");
      run.require(
          failures == 0, "%.0f stream threads of %s died".formatted(failures, instance.name()));
    }
    run.require(first.alive() && second.alive(), "an instance ended");
  }
}
