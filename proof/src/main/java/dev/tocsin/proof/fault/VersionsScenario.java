package dev.tocsin.proof.fault;

import java.util.List;
import org.apache.avro.Schema;

/**
 * Providers whose programs were built with an older and with a newer version of the contract push
 * at the same time as the others. All are read.
 */
final class VersionsScenario implements Scenario {

  @Override
  public int number() {
    return 15;
  }

  @Override
  public String name() {
    return "versions";
  }

  @Override
  public String fault() {
    return "old, present and future versions of the contract, mixed";
  }

  @Override
  public void run(Trial trial) throws Exception {
    trial.readyInstance();
    trial.readyInstance();
    trial.traffic().declareEverything(1);
    trial.traffic().knowAccounts();
    trial.traffic().start();
    List<Schema> versions =
        List.of(
            OtherWriter.withoutFields(List.of("provider", "state", "carrier", "country")),
            OtherWriter.withField("future"),
            OtherWriter.withoutFields(List.of("message_type", "phone_e164")));
    for (Schema version : versions) {
      OtherWriter writer = new OtherWriter(trial, version);
      int records = trial.size(3_000, 600);
      for (int i = 0; i < records; i++) {
        writer.push();
        if (i % 50 == 0) {
          Thread.sleep(50);
        }
      }
      boolean busy = !trial.probe().ongoing("").isEmpty() || trial.probe().inputLag() > 0;
      trial.fault(
          busy,
          "%,d records of a version with %d fields".formatted(records, version.getFields().size()));
    }
  }
}
