package dev.tocsin.cli.incident;

import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.IncidentSummary;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the accounts that an incident exposed. */
@Command(
    name = "accounts",
    description = {
      "List the accounts that an incident exposed, with records and people, and when each was "
          + "last notified of.",
      "'waiting' is an account that nobody has imported: its notifications go out once it is "
          + "known. Exits with 1 when there is no such incident. Needs "
          + "the rights of a notifier (docs/security.md)."
    },
    footer = {
      "  tocsin incident accounts breach",
      "  tocsin incident accounts breach --waiting",
      "  tocsin incident accounts breach --output json | jq -r '.[].account_id'"
    })
final class IncidentAccountsCommand implements Callable<Integer> {

  private static final List<String> HEADER =
      List.of("ACCOUNT", "RECORDS", "PEOPLE", "FIRST", "LAST", "NOTIFIED");

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "ID", description = "Identifier of the incident.")
  private String id = "";

  @Option(names = "--waiting", description = "Only those that wait for their account to be known.")
  private boolean waiting;

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    Console console = output.console();
    IncidentSummary summary = IncidentLookup.find(loaded, console, id);
    List<AffectedAccount> all = new AffectedAccounts(loaded, id, console::note).read();
    List<AffectedAccount> chosen =
        all.stream().filter(account -> !waiting || account.notifiedAt() == null).toList();
    if (console.json()) {
      console.document(chosen.stream().map(AffectedAccount::json).toList());
    } else if (chosen.isEmpty()) {
      console.note(
          waiting
              ? "no account waits"
              : "no account is affected; coverage is " + summary.getCoverage().getState());
    } else {
      console.table(HEADER, chosen.stream().map(IncidentAccountsCommand::cells).toList());
    }
    long records = all.stream().mapToLong(AffectedAccount::records).sum();
    Completeness.note(loaded, summary, records).ifPresent(console::note);
    return ExitCodes.OK;
  }

  private static List<String> cells(AffectedAccount account) {
    Instant notified = account.notifiedAt();
    return List.of(
        account.id(),
        String.valueOf(account.records()),
        String.valueOf(account.people()),
        text(account.first()),
        text(account.last()),
        notified == null ? "waiting" : notified.toString());
  }

  private static String text(@Nullable Instant time) {
    return time == null ? "-" : time.toString();
  }
}
