package dev.tocsin.ops.schemas;

import dev.tocsin.ops.finding.Finding;
import dev.tocsin.registry.SchemaRegistryClient;
import dev.tocsin.registry.UnusableSchemaException;
import dev.tocsin.serde.Contracts;
import java.util.ArrayList;
import java.util.List;

/** Compares the registry's subjects with the contracts. */
public final class SchemaCheck {

  private static final String REMEDY = "tocsin schemas register";

  private final SchemaRegistryClient registry;

  public SchemaCheck(SchemaRegistryClient registry) {
    this.registry = registry;
  }

  /**
   * All differences.
   *
   * @throws dev.tocsin.registry.RegistryException when the registry does not answer or rejects this
   *     client
   */
  public List<Finding> findings(List<PlannedSchema> plan) {
    return plan.stream().flatMap(planned -> check(planned).stream()).toList();
  }

  private List<Finding> check(PlannedSchema planned) {
    String subject = "subject " + planned;
    SchemaState state;
    try {
      state = SchemaState.read(registry, planned);
    } catch (UnusableSchemaException e) {
      return List.of(
          Finding.wrong(
              subject,
              String.valueOf(e.getMessage()),
              "Avro schemas only",
              "delete that version, or set topic.prefix so that the topics are not shared"));
    }
    List<Finding> findings = new ArrayList<>();
    if (state.id().isEmpty()) {
      findings.add(
          Finding.wrong(
              subject,
              state.versions() == 0
                  ? "no version"
                  : "%d versions, none of them the contract's schema".formatted(state.versions()),
              "the contract's schema",
              REMEDY));
    }
    state
        .clash()
        .ifPresent(
            clash ->
                findings.add(
                    Finding.wrong(
                        subject,
                        "version %d and the contract cannot read each other's records"
                            .formatted(clash.version()),
                        "versions that are %s compatible".formatted(Contracts.COMPATIBILITY),
                        "find out who registered it and delete the version; records written with it"
                            + " were probably sent to the dead-letter topic")));
    if (state.compatibility() != Contracts.COMPATIBILITY) {
      findings.add(
          Finding.wrong(
              subject,
              "compatibility " + state.compatibility(),
              "compatibility " + Contracts.COMPATIBILITY,
              REMEDY));
    }
    if (findings.isEmpty() && !state.id().equals(state.latest())) {
      findings.add(
          Finding.note(
              subject,
              "the contract's schema is registered, but another schema is the latest version",
              "the contract's schema as latest version",
              "none if another release of Tocsin registered it; producers that use the latest"
                  + " version write with that schema"));
    }
    return findings;
  }
}
