package dev.tocsin.cli;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.schemas.SchemaPlan;
import dev.tocsin.ops.schemas.SchemaRegistration;
import dev.tocsin.ops.schemas.SchemaRegistration.Action;
import dev.tocsin.ops.schemas.SchemaRegistration.Result;
import dev.tocsin.registry.SchemaRegistryClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Registers the schemas that are missing. */
@Command(
    name = "register",
    description = {
      "Register the schemas of all contracts, inputs and outputs, with the registry.",
      "It also sets their subjects to FULL_TRANSITIVE, so that the registry refuses what not"
          + " everybody could read. Running it again changes nothing. Providers that push a format"
          + " of their own need no schema."
    },
    footer = {"  tocsin schemas register --dry-run", "  tocsin schemas register"})
final class SchemasRegisterCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = {"-n", "--dry-run"},
      description = "Only tell what would be registered, and what would be refused.")
  private boolean dryRun;

  @Option(
      names = "--keep-compatibility",
      description = "Leave the compatibility of the subjects as it is.")
  private boolean keepCompatibility;

  @Override
  public Integer call() {
    TocsinConfig loaded = config.load();
    List<Result> results;
    try (SchemaRegistryClient registry = SchemasCommand.registry(loaded)) {
      results =
          new SchemaRegistration(registry, dryRun, keepCompatibility).run(SchemaPlan.of(loaded));
    }
    Console console = output.console();
    if (console.json()) {
      console.document(results.stream().map(SchemasRegisterCommand::json).toList());
    } else {
      results.forEach(result -> console.line(text(result)));
    }
    return results.stream().anyMatch(result -> result.action() == Action.REFUSED)
        ? ExitCodes.CONFIG
        : ExitCodes.OK;
  }

  private static String text(Result result) {
    String schema = result.schema().toString();
    return switch (result.action()) {
      case EXISTS -> "exists          " + schema + details(result);
      case REGISTERED -> "registered      " + schema + details(result);
      case WOULD_REGISTER -> "would register  " + schema + details(result);
      case REFUSED -> "refused         " + schema + ": " + result.problem();
    };
  }

  private static String details(Result result) {
    StringBuilder details = new StringBuilder();
    result.id().ifPresent(id -> details.append(" id ").append(id));
    details.append(" compatibility ").append(result.after());
    if (result.before() != result.after()) {
      details.append(", was ").append(result.before());
    }
    return details.toString();
  }

  private static Map<String, Object> json(Result result) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("subject", result.schema().subject());
    json.put("contract", result.schema().contract().name());
    json.put("action", result.action().name().toLowerCase(Locale.ROOT));
    result.id().ifPresent(id -> json.put("id", id));
    if (result.after() != null) {
      json.put("compatibility", result.after());
    }
    if (result.before() != null && result.before() != result.after()) {
      json.put("compatibility_before", result.before());
    }
    if (result.problem() != null) {
      json.put("problem", result.problem());
    }
    return json;
  }
}
