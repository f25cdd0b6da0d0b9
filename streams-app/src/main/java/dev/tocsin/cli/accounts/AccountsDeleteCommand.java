package dev.tocsin.cli.accounts;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.topic.Publisher;
import dev.tocsin.cli.topic.Table;
import dev.tocsin.cli.topic.TableReader;
import dev.tocsin.config.Nearest;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.Account;
import dev.tocsin.topology.EventSerdes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Deletes accounts. */
@Command(
    name = "delete",
    description = {
      "Delete accounts: their notifications are closed, their exposures wait.",
      "Either all are deleted or, when one is unknown, none."
    },
    footer = "  tocsin accounts delete acme globex")
final class AccountsDeleteCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(arity = "1..*", paramLabel = "ID", description = "Accounts to delete.")
  private List<String> ids = List.of();

  @Option(names = "--force", description = "Write a tombstone for unknown accounts too.")
  private boolean force;

  @Option(
      names = {"-n", "--dry-run"},
      description = "Check and tell everything, write nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    Console console = output.console();
    Set<String> wanted = new LinkedHashSet<>(ids);
    if (!force) {
      requireKnown(loaded, wanted);
    }
    if (!dryRun) {
      delete(loaded, wanted);
    }
    if (console.json()) {
      console.document(Map.of("deleted", wanted, "dry_run", dryRun));
    } else {
      wanted.forEach(
          id -> console.line("account " + id + (dryRun ? " would be deleted" : " deleted")));
    }
    return ExitCodes.OK;
  }

  private static void requireKnown(TocsinConfig loaded, Set<String> wanted)
      throws InterruptedException {
    Table<Account> accounts =
        TableReader.read(loaded, loaded.topics().account(), EventSerdes::account);
    List<String> unknown =
        wanted.stream()
            .filter(id -> accounts.value(id).isEmpty())
            .map(id -> "'" + id + "'" + Nearest.hint(id, accounts.keys()))
            .toList();
    if (!unknown.isEmpty()) {
      throw new CliException(
          ExitCodes.USAGE,
          "no account "
              + String.join(", ", unknown)
              + "; nothing was deleted (--force deletes all the same)");
    }
  }

  private static void delete(TocsinConfig loaded, Set<String> wanted) throws InterruptedException {
    try (Publisher<Account> publisher =
        new Publisher<>(loaded, loaded.topics().account(), EventSerdes::account)) {
      wanted.forEach(id -> publisher.send(id, null));
      publisher.flush();
    }
  }
}
