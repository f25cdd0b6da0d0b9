package dev.tocsin.cli.window;

import picocli.CommandLine.Command;

/** Everything about compromise windows. */
@Command(
    name = "window",
    description = "Declare, revise, withdraw and list compromise windows.",
    footer = {
      "  tocsin window declare --incident breach --title 'Telephony logs' \\",
      "    --provider duo --from 2024-03-01 --to 2024-03-31",
      "  tocsin window list"
    },
    subcommands = {
      DeclareCommand.class,
      ReviseCommand.class,
      WithdrawCommand.class,
      WindowListCommand.class,
    })
public final class WindowCommand {}
