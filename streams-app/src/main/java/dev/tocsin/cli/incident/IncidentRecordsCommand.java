package dev.tocsin.cli.incident;

import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.IncidentSummary;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the log records that an incident exposed. */
@Command(
    name = "records",
    description = {
      "Print the log records that an incident exposed, one a line: the copy of what was "
          + "stolen that an account may ask for.",
      "What was withdrawn is left out. Phone numbers are masked unless --show-phones asks "
          + "for them. Exits with 1 when there is no such incident. Needs "
          + "the rights of a notifier (docs/security.md)."
    },
    footer = {
      "  tocsin incident records breach --account acme",
      "  tocsin incident records breach --account acme --show-phones --output json > acme.jsonl"
    })
final class IncidentRecordsCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "ID", description = "Identifier of the incident.")
  private String id = "";

  @Option(names = "--account", paramLabel = "ID", description = "Only of this account.")
  private @Nullable String account;

  @Option(names = "--show-phones", description = "Show phone numbers whole.")
  private boolean showPhones;

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    Console console = output.console();
    IncidentSummary summary = IncidentLookup.find(loaded, console, id);
    ExposedText text = new ExposedText(showPhones);
    long shown =
        new ExposedTopic(loaded, id, account, console::note)
            .standing(
                record -> {
                  if (console.json()) {
                    console.jsonLine(text.json(record));
                  } else {
                    console.line(text.line(record));
                  }
                });
    if (account == null) {
      Completeness.note(loaded, summary, shown).ifPresent(console::note);
    } else if (shown == 0) {
      console.note("no record of account '" + account + "' stands exposed");
    }
    return ExitCodes.OK;
  }
}
