package dev.tocsin.cli.incident;

import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.topic.EventJson;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.IncidentSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows one incident. */
@Command(
    name = "show",
    description = {
      "Show everything that is known of one incident.",
      "Coverage COMPLETE with 0 records is an answer: everything was looked at and "
          + "nothing was exposed. Exits with 1 when there is no such incident."
    },
    footer = "  tocsin incident show breach")
final class IncidentShowCommand implements Callable<Integer> {

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Parameters(paramLabel = "ID", description = "Identifier of the incident.")
  private String id = "";

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    Console console = output.console();
    IncidentSummary summary = IncidentLookup.find(loaded, console, id);
    Instant now = Instant.now();
    if (console.json()) {
      console.document(json(summary, now));
    } else {
      new IncidentText(now, loaded.deadlines()).lines(summary).forEach(console::line);
    }
    return ExitCodes.OK;
  }

  private static Map<String, @Nullable Object> json(IncidentSummary summary, Instant now) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(EventJson.of(summary));
    json.put(
        "since_became_aware",
        Duration.between(summary.getIncident().getBecameAwareAt(), now)
            .truncatedTo(ChronoUnit.SECONDS));
    return json;
  }
}
