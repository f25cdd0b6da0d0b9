package dev.tocsin.cli.deadletters;

import picocli.CommandLine.Command;

/** Everything about dead letters. */
@Command(
    name = "dead-letters",
    description = "Look at what could not be read, and send it again once that is mended.",
    footer = {
      "  tocsin dead-letters list --summary",
      "  tocsin dead-letters redrive --reason unknown_schema --provider duo"
    },
    subcommands = {DeadLettersListCommand.class, RedriveCommand.class})
public final class DeadLettersCommand {}
