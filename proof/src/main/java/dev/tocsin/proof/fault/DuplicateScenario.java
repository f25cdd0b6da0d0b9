package dev.tocsin.proof.fault;

/**
 * Providers push most of their records again, with the same and with a changed payload, to the same
 * partition and to others, while two instances share the work. Each record is flagged once.
 */
final class DuplicateScenario implements Scenario {

  @Override
  public int number() {
    return 10;
  }

  @Override
  public String name() {
    return "duplicates";
  }

  @Override
  public String fault() {
    return "records pushed again, same and changed, to the same and to other partitions";
  }

  @Override
  public Mix mix() {
    return Mix.USUAL.withDuplicates(0.6).withPerSecond(600);
  }

  @Override
  public void run(Trial trial) throws Exception {
    trial.readyInstance();
    trial.readyInstance();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    for (int i = 0; i < 3; i++) {
      long before = trial.traffic().duplicates();
      trial.work(trial.size(12_000, 4_000), trial.size(16_000, 5_000));
      boolean busy = trial.probe().inputLag() > 0 || !trial.probe().ongoing("").isEmpty();
      long repeated = trial.traffic().duplicates() - before;
      trial.fault(busy && repeated > 0, "%,d records pushed again".formatted(repeated));
    }
  }
}
