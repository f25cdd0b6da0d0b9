package dev.tocsin.cli;

import picocli.CommandLine.Command;

/** The topics of the contracts. */
@Command(
    name = "topics",
    description = "Create the topics, and check that they are as they should be.",
    footer = {"  tocsin topics create --dry-run", "  tocsin topics check"},
    subcommands = {
      TopicsCreateCommand.class,
      TopicsCheckCommand.class,
    })
final class TopicsCommand {}
