package dev.tocsin.proof.fault;

import java.time.Duration;

/**
 * Records that say to be another provider's come in on a provider's topic. The topic is the
 * identity: each becomes a dead letter, and the metric that alerts watch counts them.
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
    return "one provider writes for another";
  }

  @Override
  public void run(Trial trial) throws Exception {
    Instance only = trial.readyInstance();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    for (int i = 0; i < trial.size(4, 2); i++) {
      trial.work(1_000, 3_000);
      double before = only.metric(ALERTS);
      for (int n = 0; n < 50; n++) {
        trial.traffic().poison(trial.traffic().poisons().foreign());
      }
      trial.traffic().flush();
      boolean busy = !trial.probe().ongoing("").isEmpty() || trial.probe().inputLag() > 0;
      Await.until(COUNTED, () -> only.metric(ALERTS) >= before + 50);
      trial.fault(busy, "50 foreign records, counted as such");
    }
  }
}
