package dev.tocsin.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.schemas.PlannedSchema;
import dev.tocsin.ops.schemas.SchemaCheck;
import dev.tocsin.ops.schemas.SchemaPlan;
import dev.tocsin.ops.schemas.SchemaRegistration;
import dev.tocsin.ops.schemas.SchemaRegistration.Action;
import dev.tocsin.ops.schemas.SchemaRegistration.Result;
import dev.tocsin.registry.CompatibilityLevel;
import dev.tocsin.registry.RegistryConfig;
import dev.tocsin.registry.SchemaRegistryClient;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The commands about the schemas of the contracts. */
@Command(
    name = "schemas",
    description = "Register the schemas of the contracts, and compare the registry with them.",
    footer = {"  tocsin schemas register --dry-run", "  tocsin schemas check"},
    subcommands = {SchemasCommand.Register.class, SchemasCommand.Check.class})
final class SchemasCommand {

  /** The configured registry; the caller closes it. */
  private static SchemaRegistryClient registry(TocsinConfig config) {
    return SchemaRegistryClient.open(RegistryConfig.from(config.registryProps()));
  }

  /** Registers missing schemas. */
  @Command(
      name = "register",
      description = {
        "Register the schemas of all contracts, inputs and outputs, in the schema registry.",
        "It also sets the compatibility of their subjects to FULL_TRANSITIVE, so that the registry"
            + " rejects incompatible schemas. Running it again changes nothing. Providers that"
            + " write a format of their own need no schema."
      },
      footer = {"  tocsin schemas register --dry-run", "  tocsin schemas register"})
  static final class Register implements Callable<Integer> {

    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
        names = {"-n", "--dry-run"},
        description = "Print what would be registered and what would be refused; register nothing.")
    private boolean dryRun;

    @Option(
        names = "--keep-compatibility",
        description = "Keep the current compatibility of the subjects.")
    private boolean keepCompatibility;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Registered(
        String subject,
        String contract,
        String action,
        @Nullable Integer id,
        @Nullable CompatibilityLevel compatibility,
        @Nullable CompatibilityLevel compatibilityBefore,
        @Nullable String problem) {

      static Registered of(Result result) {
        return new Registered(
            result.schema().subject(),
            result.schema().contract().name(),
            result.action().name().toLowerCase(Locale.ROOT),
            result.id().isPresent() ? result.id().getAsInt() : null,
            result.after(),
            result.before() == result.after() ? null : result.before(),
            result.problem());
      }
    }

    @Override
    public Integer call() {
      TocsinConfig loaded = config.load();
      List<Result> results;
      try (SchemaRegistryClient registry = registry(loaded)) {
        results =
            new SchemaRegistration(registry, dryRun, keepCompatibility).run(SchemaPlan.of(loaded));
      }
      Console console = output.console();
      if (console.json()) {
        console.document(results.stream().map(Registered::of).toList());
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
  }

  /** Compares the registry with the contracts. */
  @Command(
      name = "check",
      description = {
        "Compare the registry with the contracts; print each difference and how to fix it.",
        "Exits with 1 if there is a difference."
      },
      footer = {"  tocsin schemas check", "  tocsin schemas check --output json"})
  static final class Check implements Callable<Integer> {

    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Override
    public Integer call() {
      TocsinConfig loaded = config.load();
      List<PlannedSchema> plan = SchemaPlan.of(loaded);
      List<Finding> findings;
      try (SchemaRegistryClient registry = registry(loaded)) {
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
}
