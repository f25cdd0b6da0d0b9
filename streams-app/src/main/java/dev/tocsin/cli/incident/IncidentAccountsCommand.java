package dev.tocsin.cli.incident;

import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.incident.AffectedAccounts.AffectedAccount;
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

/** Lists the accounts that an incident affects. */
@Command(
    name = "accounts",
    description = {
      "List the accounts that an incident affects: records, people, and the time of the latest"
          + " notification.",
      "'pending' is an account that is not imported yet: its notifications are sent after 'tocsin"
          + " accounts import'. Exits with 1 if there is no such incident. Requires the rights of"
          + " a notifier (docs/security.md)."
    },
    footer = {
      "  tocsin incident accounts breach",
      "  tocsin incident accounts breach --pending",
      "  tocsin incident accounts breach --output json | jq -r '.[].account_id'"
    })
final class IncidentAccountsCommand implements Callable<Integer> {

  private static final List<String> HEADER =
      List.of("ACCOUNT", "RECORDS", "PEOPLE", "FIRST", "LAST", "NOTIFIED");

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "ID", description = "ID of the incident.")
  private String id = "";

  @Option(names = "--pending", description = "Only accounts whose notification is pending.")
  private boolean pending;

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    Console console = output.console();
    IncidentSummary summary = IncidentCommand.find(loaded, console, id);
    List<AffectedAccount> all = new AffectedAccounts(loaded, id, console::note).read();
    List<AffectedAccount> chosen =
        all.stream().filter(account -> !pending || account.notifiedAt() == null).toList();
    if (console.json()) {
      console.document(chosen);
    } else if (chosen.isEmpty()) {
      console.note(
          pending
              ? "no notification of an account is pending"
              : "no account is affected; coverage is " + summary.getCoverage().getState());
    } else {
      console.table(HEADER, chosen.stream().map(IncidentAccountsCommand::cells).toList());
    }
    long records = all.stream().mapToLong(AffectedAccount::recordCount).sum();
    ExposedTopic.mismatch(loaded, summary, records).ifPresent(console::note);
    return ExitCodes.OK;
  }

  private static List<String> cells(AffectedAccount account) {
    Instant notified = account.notifiedAt();
    return List.of(
        account.accountId(),
        String.valueOf(account.recordCount()),
        String.valueOf(account.affectedUserCount()),
        text(account.firstSentAt()),
        text(account.lastSentAt()),
        notified == null ? "pending" : notified.toString());
  }

  private static String text(@Nullable Instant time) {
    return time == null ? "-" : time.toString();
  }
}
