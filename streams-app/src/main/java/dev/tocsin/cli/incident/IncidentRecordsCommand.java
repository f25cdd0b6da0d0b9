package dev.tocsin.cli.incident;

import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.phone.PhoneMask;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the records that an incident exposed. */
@Command(
    name = "records",
    description = {
      "Print the records that an incident exposed, one per line, for the affected account to see"
          + " what was stolen.",
      "Withdrawn records are omitted. Phone numbers are masked without --show-phones. Exits with 1"
          + " if there is no such incident. Requires the rights of a notifier (docs/security.md)."
    },
    footer = {
      "  tocsin incident records breach --account acme",
      "  tocsin incident records breach --account acme --show-phones --output json > acme.jsonl"
    })
final class IncidentRecordsCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "ID", description = "ID of the incident.")
  private String id = "";

  @Option(names = "--account", paramLabel = "ID", description = "Only records of this account.")
  private @Nullable String account;

  @Option(names = "--show-phones", description = "Show phone numbers unmasked.")
  private boolean showPhones;

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    Console console = output.console();
    IncidentSummary summary = IncidentCommand.find(loaded, console, id);
    long shown =
        new ExposedTopic(loaded, id, account, console::note)
            .current(
                record -> {
                  ExposedRecord visible = showPhones ? record : masked(record);
                  if (console.json()) {
                    console.jsonLine(visible);
                  } else {
                    console.line(text(visible));
                  }
                });
    if (account == null) {
      ExposedTopic.mismatch(loaded, summary, shown).ifPresent(console::note);
    } else if (shown == 0) {
      console.note("no record of account '" + account + "' is exposed");
    }
    return ExitCodes.OK;
  }

  private static ExposedRecord masked(ExposedRecord record) {
    String e164 = record.getPhoneE164();
    return ExposedRecord.newBuilder(record)
        .setPhone(PhoneMask.of(record.getPhone()))
        .setPhoneE164(e164 == null ? null : PhoneMask.of(e164))
        .build();
  }

  private static String text(ExposedRecord record) {
    StringBuilder line = new StringBuilder(record.getSentAt().toString());
    add(line, "account", record.getAccountId());
    add(line, "channel", record.getChannel());
    String e164 = record.getPhoneE164();
    add(line, "phone", e164 != null ? e164 : record.getPhone());
    add(line, "type", record.getMessageType());
    add(line, "carrier", record.getCarrier());
    add(line, "country", record.getCountry());
    add(line, "state", record.getState());
    add(line, "log_id", record.getLogId());
    return line.toString();
  }

  private static void add(StringBuilder line, String name, @Nullable String value) {
    if (value != null) {
      line.append(' ').append(name).append('=').append(value);
    }
  }
}
