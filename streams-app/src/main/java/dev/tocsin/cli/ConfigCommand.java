package dev.tocsin.cli;

import picocli.CommandLine.Command;

/** Everything about configuration. */
@Command(
    name = "config",
    description = "Show the configuration and its documentation.",
    subcommands = {
      ConfigShowCommand.class,
      ConfigDocsCommand.class,
    })
final class ConfigCommand {}
