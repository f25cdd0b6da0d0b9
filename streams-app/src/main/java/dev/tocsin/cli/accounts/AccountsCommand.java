package dev.tocsin.cli.accounts;

import picocli.CommandLine.Command;

/** Everything about the account table. */
@Command(
    name = "accounts",
    description = "Import, delete and list accounts: who has to be told.",
    footer = {"  tocsin accounts import accounts.csv", "  tocsin accounts list"},
    subcommands = {
      AccountsImportCommand.class,
      AccountsDeleteCommand.class,
      AccountsListCommand.class,
    })
public final class AccountsCommand {}
