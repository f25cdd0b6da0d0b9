package dev.tocsin.cli.accounts;

import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.topic.EventJson;
import dev.tocsin.cli.topic.Table;
import dev.tocsin.cli.topic.TableReader;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.Account;
import dev.tocsin.topology.EventSerdes;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the account table. */
@Command(
    name = "list",
    description = "List the accounts.",
    footer = {"  tocsin accounts list", "  tocsin accounts list --filter corp --output json"})
final class AccountsListCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      description =
          "Only accounts with this text in id, name, contact or country; case is ignored.")
  private String filter = "";

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    Console console = output.console();
    Table<Account> table =
        TableReader.read(loaded, loaded.topics().account(), EventSerdes::account);
    table.warning(loaded.topics().account()).ifPresent(console::note);
    List<Account> accounts = table.values().stream().filter(this::isWanted).toList();
    if (console.json()) {
      console.document(accounts.stream().map(EventJson::of).toList());
    } else {
      console.table(
          List.of("ACCOUNT", "NAME", "CONTACT", "COUNTRY", "UPDATED"),
          accounts.stream().map(AccountsListCommand::cells).toList());
    }
    return ExitCodes.OK;
  }

  private boolean isWanted(Account account) {
    String sought = filter.toLowerCase(Locale.ROOT);
    return Stream.of(
            account.getAccountId(), account.getName(), account.getContact(), account.getCountry())
        .filter(Objects::nonNull)
        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(sought));
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
