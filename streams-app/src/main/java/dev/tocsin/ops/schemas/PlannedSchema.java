package dev.tocsin.ops.schemas;

import dev.tocsin.serde.Contract;

/**
 * A schema that must be in the registry.
 *
 * @param subject the subject that the serdes use
 * @param contract the contract of the schema
 */
public record PlannedSchema(String subject, Contract contract) {

  /** The subject and the contract in words. */
  @Override
  public String toString() {
    return subject + " (" + contract.name() + ")";
  }
}
