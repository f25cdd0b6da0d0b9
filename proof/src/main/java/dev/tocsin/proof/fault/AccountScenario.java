package dev.tocsin.proof.fault;

import java.time.Duration;

/**
 * Accounts are deleted and come back under load while windows are declared, revised and withdrawn.
 * Whoever is gone is told nothing, whoever comes back is told everything.
 */
final class AccountScenario implements Scenario {

  private static final Duration SAID = Duration.ofSeconds(60);

  @Override
  public int number() {
    return 22;
  }

  @Override
  public String name() {
    return "accounts";
  }

  @Override
  public String fault() {
    return "accounts deleted and back under load, windows being revised";
  }

  @Override
  public Mix mix() {
    return new Mix(300, 0.1, 60, 20);
  }

  @Override
  public void run(Trial trial) throws Exception {
    trial.readyInstance();
    trial.readyInstance();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    int rounds = trial.size(12, 3);
    for (int i = 0; i < rounds; i++) {
      trial.work(500, 4_000);
      int account = trial.random().nextInt(Teller.accounts());
      trial.traffic().changeWindow();
      trial.traffic().deleteAccount(account);
      boolean busy = !trial.probe().ongoing("").isEmpty() || trial.probe().inputLag() > 0;
      trial.fault(busy, "account deleted");
      if (i % 2 == 0) {
        // Let it be said that it is gone; otherwise both changes may meet in one commit.
        Await.until(SAID, () -> trial.outputs().read().heard().closed() > 0);
      }
      trial.traffic().changeWindow();
      trial.traffic().knowAccount(account);
    }
  }
}
