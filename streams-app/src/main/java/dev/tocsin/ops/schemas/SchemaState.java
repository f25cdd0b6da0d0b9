package dev.tocsin.ops.schemas;

import dev.tocsin.registry.CompatibilityLevel;
import dev.tocsin.registry.RegisteredSchema;
import dev.tocsin.registry.RegistryNotFoundException;
import dev.tocsin.registry.SchemaRegistryClient;
import dev.tocsin.serde.Contract;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The state of a subject in the registry.
 *
 * @param id id of the contract's schema; empty when it is not a version of the subject
 * @param versions number of versions of the subject
 * @param latest id of the latest version; empty when there is none
 * @param clash the first version that is not compatible with the contract
 * @param compatibility the compatibility level of the subject
 */
record SchemaState(
    OptionalInt id,
    int versions,
    OptionalInt latest,
    Optional<RegisteredSchema> clash,
    CompatibilityLevel compatibility) {

  /** Reads it from the registry. */
  static SchemaState read(SchemaRegistryClient registry, PlannedSchema planned) {
    Contract contract = planned.contract();
    List<RegisteredSchema> versions = registry.versions(planned.subject());
    return new SchemaState(
        versions.isEmpty() ? OptionalInt.empty() : lookUp(registry, planned),
        versions.size(),
        versions.isEmpty() ? OptionalInt.empty() : OptionalInt.of(versions.getLast().id()),
        versions.stream()
            .filter(version -> !contract.isCompatibleWith(version.schema()))
            .findFirst(),
        registry.compatibility(planned.subject()));
  }

  private static OptionalInt lookUp(SchemaRegistryClient registry, PlannedSchema planned) {
    try {
      return OptionalInt.of(registry.lookUp(planned.subject(), planned.contract().schema(), false));
    } catch (RegistryNotFoundException e) {
      return OptionalInt.empty();
    }
  }
}
