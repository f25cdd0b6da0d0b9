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
  public InputMix mix() {
    return InputMix.USUAL.withDuplicates(0.6).withPerSecond(600);
  }

  @Override
  public void run(FaultRun run) throws Exception {
    run.readyInstance();
    run.readyInstance();
    run.startInputs();
    for (int i = 0; i < 3; i++) {
      long before = run.inputs().duplicates();
      run.work(run.size(12_000, 4_000), run.size(16_000, 5_000));
      boolean busy = run.busy();
      long repeated = run.inputs().duplicates() - before;
      run.fault(busy && repeated > 0, "%,d records pushed again".formatted(repeated));
    }
  }
}
