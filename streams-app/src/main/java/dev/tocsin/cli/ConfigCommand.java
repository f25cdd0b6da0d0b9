package dev.tocsin.cli;

import picocli.CommandLine.Command;

/** Everything about configuration. */
@Command(
    name = "config",
    description = "Show the configuration and its documentation.",
    footer = {"  tocsin config show", "  tocsin config docs"},
    subcommands = {
      ConfigShowCommand.class,
      ConfigDocsCommand.class,
    })
final class ConfigCommand {}
