package dev.tocsin.cli.deadletters;

import picocli.CommandLine.Command;

/** The commands about dead letters. */
@Command(
    name = "dead-letters",
    description = "List rejected records, and send them again after the cause is fixed.",
    footer = {
      "  tocsin dead-letters list --summary",
      "  tocsin dead-letters redrive --reason unknown_schema --provider duo"
    },
    subcommands = {DeadLettersListCommand.class, RedriveCommand.class})
public final class DeadLettersCommand {}
