package dev.tocsin.cli;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.schemas.PlannedSchema;
import dev.tocsin.ops.schemas.SchemaCheck;
import dev.tocsin.ops.schemas.SchemaPlan;
import dev.tocsin.registry.SchemaRegistryClient;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Compares the registry with the contracts. */
@Command(
    name = "check",
    description = {
      "Compare the registry with the contracts, and print what differs and how to mend it.",
      "Exits with 1 when something differs."
    },
    footer = {"  tocsin schemas check", "  tocsin schemas check --output json"})
final class SchemasCheckCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() {
    TocsinConfig loaded = config.load();
    List<PlannedSchema> plan = SchemaPlan.of(loaded);
    List<Finding> findings;
    try (SchemaRegistryClient registry = SchemasCommand.registry(loaded)) {
      findings = new SchemaCheck(registry).findings(plan);
    }
    Console console = output.console();
    if (console.json()) {
      console.document(findings);
    } else {
      Findings.print(console::line, findings);
      if (findings.stream().noneMatch(Finding::refuses)) {
        console.line("all " + plan.size() + " schemas are as they should be");
      }
    }
    return findings.stream().anyMatch(Finding::refuses) ? ExitCodes.NEGATIVE : ExitCodes.OK;
  }
}
