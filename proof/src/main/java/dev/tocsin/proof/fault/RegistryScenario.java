package dev.tocsin.proof.fault;

import java.time.Duration;

/**
 * The registry is unreachable when records with an unknown schema arrive. An outage causes no dead
 * letters: those records are parked, others flow, and all are processed when the registry is back.
 */
final class RegistryScenario implements Scenario {

  private static final Duration PARKED = Duration.ofSeconds(60);
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
    return "the registry is unreachable while records with an unknown schema arrive";
  }

  @Override
  public void run(FaultRun run) throws Exception {
    try (TcpProxy proxy = new TcpProxy(0, run.stack().registryPort())) {
      run.installation()
          .settings()
          .put("schema.registry.url", "http://127.0.0.1:" + proxy.port() + "/apis/ccompat/v7");
      Instance first = run.readyInstance();
      Instance second = run.readyInstance();
      run.inputs().declareEverything(1);
      run.inputs().knowAccounts();
      run.inputs().start();
      int outages = run.size(3, 1);
      for (int i = 0; i < outages; i++) {
        run.work(500, 2_000);
        proxy.cut();
        SchemaVersionWriter writer =
            new SchemaVersionWriter(run, SchemaVersionWriter.withField("outage_" + i));
        for (int n = 0; n < 300; n++) {
          writer.push();
        }
        run.inputs().flush();
        double parked = awaitParked(first, second);
        run.fault(parked > 0, "registry unreachable, %.0f records parked".formatted(parked));
        run.work(3_000, 8_000);
        run.require(run.outputs().read().deadLetters().isEmpty(), "an outage caused dead letters");
        proxy.restore();
        run.recovered(awaitDrained(first, second));
      }
      run.inputs().perSecond(0);
      // The proxy closes with this block, so all records have to be processed.
      Await.until(DRAINS, () -> run.probe().inputLag() == 0);
    }
  }

  private static double awaitParked(Instance first, Instance second) throws Exception {
    try {
      Await.until(PARKED, () -> parked(first, second) > 0);
    } catch (Await.BoundReachedException e) {
      return 0;
    }
    return parked(first, second);
  }

  private static Duration awaitDrained(Instance first, Instance second) throws Exception {
    try {
      return Await.until(DRAINS, () -> parked(first, second) == 0);
    } catch (Await.BoundReachedException e) {
      throw new GuaranteeViolatedException(
          "records are still parked %d s after the registry is back".formatted(DRAINS.toSeconds()));
    }
  }

  private static double parked(Instance first, Instance second) throws InterruptedException {
    return first.metric("tocsin_parked_records") + second.metric("tocsin_parked_records");
  }
}
