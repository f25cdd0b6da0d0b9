package dev.tocsin.proof.fault;

import java.time.Duration;

/**
 * Records on a provider's topic claim to come from another provider. The topic is the identity:
 * each becomes a dead letter, and the metric of the alert counts them.
 */
final class ForeignScenario implements Scenario {

  private static final Duration COUNTED = Duration.ofSeconds(60);
  private static final String ALERTS =
      "tocsin_dead_letter_reasons_total{reason=\"provider_mismatch\",topic=\"message_log\"}";

  @Override
  public int number() {
    return 17;
  }

  @Override
  public String name() {
    return "foreign";
  }

  @Override
  public String fault() {
    return "records that claim to come from another provider";
  }

  @Override
  public void run(FaultRun run) throws Exception {
    Instance only = run.readyInstance();
    run.startInputs();
    for (int i = 0; i < run.size(4, 2); i++) {
      run.work(1_000, 3_000);
      double before = only.metric(ALERTS);
      for (int n = 0; n < 50; n++) {
        run.inputs().poison(run.inputs().poisons().providerMismatch());
      }
      run.inputs().flush();
      boolean busy = run.busy();
      Await.until(COUNTED, () -> only.metric(ALERTS) >= before + 50);
      run.fault(busy, "50 records of another provider, all counted");
    }
  }
}
