package dev.tocsin.proof.fault;

import java.util.List;
import org.apache.avro.Schema;

/**
 * Providers with older and newer versions of the contract push at the same time as the others. All
 * records are processed.
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
  public void run(FaultRun run) throws Exception {
    run.readyInstance();
    run.readyInstance();
    run.startInputs();
    List<Schema> versions =
        List.of(
            SchemaVersionWriter.withoutFields(List.of("provider", "state", "carrier", "country")),
            SchemaVersionWriter.withField("future"),
            SchemaVersionWriter.withoutFields(List.of("message_type", "phone_e164")));
    for (Schema version : versions) {
      SchemaVersionWriter writer = new SchemaVersionWriter(run, version);
      int records = run.size(3_000, 600);
      for (int i = 0; i < records; i++) {
        writer.push();
        if (i % 50 == 0) {
          Thread.sleep(50);
        }
      }
      boolean busy = run.busy();
      run.fault(
          busy,
          "%,d records of a version with %d fields".formatted(records, version.getFields().size()));
    }
  }
}
