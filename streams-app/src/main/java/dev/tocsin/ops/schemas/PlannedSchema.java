package dev.tocsin.ops.schemas;

import dev.tocsin.serde.Contract;

/**
 * A schema that the registry has to know.
 *
 * @param subject where the serdes look for it
 * @param contract whose schema it is
 */
public record PlannedSchema(String subject, Contract contract) {

  /** The subject and the contract, for people. */
  @Override
  public String toString() {
    return subject + " (" + contract.name() + ")";
  }
}
