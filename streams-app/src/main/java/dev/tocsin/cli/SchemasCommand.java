package dev.tocsin.cli;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.registry.RegistryConfig;
import dev.tocsin.registry.SchemaRegistryClient;
import picocli.CommandLine.Command;

/** The schemas of the contracts. */
@Command(
    name = "schemas",
    description = "Register the contracts' schemas, and check that they are as they should be.",
    footer = {"  tocsin schemas register --dry-run", "  tocsin schemas check"},
    subcommands = {
      SchemasRegisterCommand.class,
      SchemasCheckCommand.class,
    })
final class SchemasCommand {

  /** The configured registry; the caller closes it. */
  static SchemaRegistryClient registry(TocsinConfig config) {
    return SchemaRegistryClient.open(RegistryConfig.from(config.registryProps()));
  }
}
