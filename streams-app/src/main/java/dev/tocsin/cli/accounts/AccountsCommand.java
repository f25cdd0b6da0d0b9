package dev.tocsin.cli.accounts;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.topic.Publisher;
import dev.tocsin.cli.topic.Table;
import dev.tocsin.config.Nearest;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.Account;
import dev.tocsin.topology.EventSerdes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about the account table. */
@Command(
    name = "accounts",
    description = "Import, delete and list the accounts to notify.",
    footer = {"  tocsin accounts import accounts.csv", "  tocsin accounts list"},
    subcommands = {
      AccountsImportCommand.class,
      AccountsCommand.Delete.class,
      AccountsCommand.ListAll.class,
    })
public final class AccountsCommand {

  /** Deletes accounts. */
  @Command(
      name = "delete",
      description = {
        "Delete accounts: their notifications are closed, and later ones stay pending.",
        "Deletes all given accounts, or none if one of them is unknown."
      },
      footer = "  tocsin accounts delete acme globex")
  static final class Delete implements Callable<Integer> {

    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(arity = "1..*", paramLabel = "ID", description = "Accounts to delete.")
    private List<String> ids = List.of();

    @Option(names = "--force", description = "Write a tombstone for unknown accounts too.")
    private boolean force;

    @Option(
        names = {"-n", "--dry-run"},
        description = "Validate and print the result; write nothing.")
    private boolean dryRun;

    private record Deleted(Set<String> deleted, boolean dryRun) {}

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
        console.document(new Deleted(wanted, dryRun));
      } else {
        wanted.forEach(
            id -> console.line("account " + id + (dryRun ? " would be deleted" : " deleted")));
      }
      return ExitCodes.OK;
    }

    private static void requireKnown(TocsinConfig loaded, Set<String> wanted)
        throws InterruptedException {
      Table<Account> accounts = table(loaded);
      List<String> unknown =
          wanted.stream()
              .filter(id -> accounts.value(id).isEmpty())
              .map(id -> "'" + id + "'" + Nearest.hint(id, accounts.keys()))
              .toList();
      if (!unknown.isEmpty()) {
        throw new CliException(
            ExitCodes.USAGE,
            "unknown account "
                + String.join(", ", unknown)
                + "; nothing was deleted (--force writes the tombstones anyway)");
      }
    }

    private static void delete(TocsinConfig loaded, Set<String> wanted)
        throws InterruptedException {
      try (Publisher<Account> publisher =
          new Publisher<>(loaded, loaded.topics().account(), EventSerdes::account)) {
        wanted.forEach(id -> publisher.send(id, null));
        publisher.flush();
      }
    }
  }

  /** Lists the account table. */
  @Command(
      name = "list",
      description = "List the accounts.",
      footer = {"  tocsin accounts list", "  tocsin accounts list --filter corp --output json"})
  static final class ListAll implements Callable<Integer> {

    private static final List<String> HEADER =
        List.of("ACCOUNT", "NAME", "CONTACT", "COUNTRY", "UPDATED");

    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Option(
        names = "--filter",
        paramLabel = "TEXT",
        description =
            "Only accounts with this text in ID, name, contact or country, in upper or lower case.")
    private String filter = "";

    @Override
    public Integer call() throws InterruptedException {
      TocsinConfig loaded = config.load();
      Console console = output.console();
      Table<Account> table = table(loaded);
      table.warning(loaded.topics().account()).ifPresent(console::note);
      List<Account> accounts = table.values().stream().filter(this::matches).toList();
      if (console.json()) {
        console.document(accounts);
      } else {
        console.table(HEADER, accounts.stream().map(ListAll::cells).toList());
      }
      return ExitCodes.OK;
    }

    private boolean matches(Account account) {
      String text = filter.toLowerCase(Locale.ROOT);
      return Stream.of(
              account.getAccountId(), account.getName(), account.getContact(), account.getCountry())
          .filter(Objects::nonNull)
          .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(text));
    }

    private static List<String> cells(Account account) {
      return List.of(
          account.getAccountId(),
          account.getName(),
          orDash(account.getContact()),
          orDash(account.getCountry()),
          orDash(account.getUpdatedAt()));
    }

    private static String orDash(@Nullable Object value) {
      return value == null ? "-" : value.toString();
    }
  }

  private static Table<Account> table(TocsinConfig config) throws InterruptedException {
    return Table.read(config, config.topics().account(), EventSerdes::account);
  }
}
