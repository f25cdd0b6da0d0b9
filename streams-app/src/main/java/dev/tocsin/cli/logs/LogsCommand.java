package dev.tocsin.cli.logs;

import picocli.CommandLine.Command;

/** Everything about message logs. */
@Command(
    name = "logs",
    description = "Import message logs of providers.",
    footer = {"  tocsin logs import march.jsonl.gz --provider duo", "  tocsin logs formats"},
    subcommands = {LogsImportCommand.class, LogsFormatsCommand.class})
public final class LogsCommand {}
