package dev.tocsin.cli.incident;

import picocli.CommandLine.Command;

/** Everything about incidents. */
@Command(
    name = "incident",
    description = "Show who is affected by an incident, and whether everything was looked at.",
    footer = {
      "  tocsin incident list",
      "  tocsin incident show breach",
      "  tocsin incident accounts breach"
    },
    subcommands = {
      IncidentListCommand.class,
      IncidentShowCommand.class,
      IncidentAccountsCommand.class,
      IncidentRecordsCommand.class
    })
public final class IncidentCommand {}
