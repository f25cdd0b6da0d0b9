package dev.tocsin.cli.logs;

import picocli.CommandLine.Command;

/** Everything about message logs. */
@Command(
    name = "logs",
    description = "Import message logs of providers.",
    subcommands = {LogsImportCommand.class, LogsFormatsCommand.class})
public final class LogsCommand {}
