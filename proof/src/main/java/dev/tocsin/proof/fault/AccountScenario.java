package dev.tocsin.proof.fault;

import java.time.Duration;

/**
 * Accounts are deleted and added again under load while windows are declared, revised and
 * withdrawn. Notifications of a deleted account are closed, and sent again when it is back.
 */
final class AccountScenario implements Scenario {

  private static final Duration CLOSED = Duration.ofSeconds(60);

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
    return "accounts deleted and added again under load while windows are revised";
  }

  @Override
  public InputMix mix() {
    return new InputMix(300, 0.1, 60, 20);
  }

  @Override
  public void run(FaultRun run) throws Exception {
    run.readyInstance();
    run.readyInstance();
    run.startInputs();
    int rounds = run.size(12, 3);
    for (int i = 0; i < rounds; i++) {
      run.work(500, 4_000);
      int account = run.random().nextInt(InputGenerator.accounts());
      run.inputs().changeWindow();
      run.inputs().deleteAccount(account);
      boolean busy = run.busy();
      run.fault(busy, "account deleted");
      if (i % 2 == 0) {
        // Until its notifications are closed; otherwise both changes may be in one commit.
        Await.until(CLOSED, () -> run.outputs().read().effective().latestWith("CLOSED") > 0);
      }
      run.inputs().changeWindow();
      run.inputs().knowAccount(account);
    }
  }
}
