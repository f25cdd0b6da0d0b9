package dev.tocsin.cli.window;

import picocli.CommandLine.Command;

/** Everything about compromise windows. */
@Command(
    name = "window",
    description = "Declare, revise, withdraw and list compromise windows.",
    subcommands = {
      DeclareCommand.class,
      ReviseCommand.class,
      WithdrawCommand.class,
      WindowListCommand.class,
    })
public final class WindowCommand {}
