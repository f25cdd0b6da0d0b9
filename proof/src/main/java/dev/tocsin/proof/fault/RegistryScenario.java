package dev.tocsin.proof.fault;

import java.time.Duration;

/**
 * The registry is away when records come whose schema nobody has read yet. An outage makes no dead
 * letters: those records wait, others flow, and when the registry is back all is read.
 */
final class RegistryScenario implements Scenario {

  private static final Duration WAITS = Duration.ofSeconds(60);
  private static final Duration DRAINS = Duration.ofMinutes(2);

  @Override
  public int number() {
    return 7;
  }

  @Override
  public String name() {
    return "registry";
  }

  @Override
  public String fault() {
    return "the registry is away while records of an unknown schema come";
  }

  @Override
  public void run(Trial trial) throws Exception {
    try (TcpProxy proxy = new TcpProxy(0, trial.stack().registryPort())) {
      trial
          .installation()
          .settings()
          .put("schema.registry.url", "http://127.0.0.1:" + proxy.port() + "/apis/ccompat/v7");
      Instance first = trial.readyInstance();
      Instance second = trial.readyInstance();
      trial.traffic().declareEverything(1);
      trial.traffic().knowAccounts();
      trial.traffic().start();
      int outages = trial.size(3, 1);
      for (int i = 0; i < outages; i++) {
        trial.work(500, 2_000);
        proxy.cut();
        OtherWriter writer = new OtherWriter(trial, OtherWriter.withField("outage_" + i));
        for (int n = 0; n < 300; n++) {
          writer.push();
        }
        trial.traffic().flush();
        double parked = awaitParked(first, second);
        trial.fault(parked > 0, "registry away, %.0f records wait".formatted(parked));
        trial.work(3_000, 8_000);
        trial.require(
            trial.outputs().read().deadLetters().isEmpty(), "an outage made dead letters");
        proxy.remedy();
        trial.recovered(awaitDrained(first, second));
      }
      trial.traffic().perSecond(0);
      // The proxy ends with this block, so the last record has to be through.
      Await.until(DRAINS, () -> trial.probe().inputLag() == 0);
    }
  }

  private static double awaitParked(Instance first, Instance second) throws Exception {
    try {
      Await.until(WAITS, () -> parked(first, second) > 0);
    } catch (Await.BoundReachedException e) {
      return 0;
    }
    return parked(first, second);
  }

  private static Duration awaitDrained(Instance first, Instance second) throws Exception {
    try {
      return Await.until(DRAINS, () -> parked(first, second) == 0);
    } catch (Await.BoundReachedException e) {
      throw new BrokenPromiseException(
          "records still wait %d s after the registry is back".formatted(DRAINS.toSeconds()));
    }
  }

  private static double parked(Instance first, Instance second) throws InterruptedException {
    return first.metric("tocsin_parked_records") + second.metric("tocsin_parked_records");
  }
}
