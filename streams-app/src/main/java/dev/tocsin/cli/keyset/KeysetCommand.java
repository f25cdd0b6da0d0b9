package dev.tocsin.cli.keyset;

import picocli.CommandLine.Command;

/** The keys that the history is encrypted with. */
@Command(
    name = "keyset",
    description = "Make, rotate and look at the keys that the history is encrypted with.",
    footer = {
      "  tocsin keyset create --out tocsin-keyset.json",
      "  tocsin keyset show tocsin-keyset.json"
    },
    subcommands = {
      KeysetCreateCommand.class,
      KeysetRotateCommand.class,
      KeysetShowCommand.class,
    })
public final class KeysetCommand {}
