package dev.tocsin.cli.incident;

import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.topic.EventJson;
import dev.tocsin.cli.topic.Table;
import dev.tocsin.cli.topic.TableReader;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.topology.EventSerdes;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists incidents. */
@Command(
    name = "list",
    description = "List incidents with their impact and coverage.",
    footer = {"  tocsin incident list", "  tocsin incident list --output json"})
final class IncidentListCommand implements Callable<Integer> {

  private static final List<String> HEADER =
      List.of(
          "INCIDENT",
          "STATUS",
          "COVERAGE",
          "PARTITIONS",
          "RECORDS",
          "PEOPLE",
          "ACCOUNTS",
          "PENDING",
          "UPDATED",
          "TITLE");

  @Mixin private ConfigOptions config = new ConfigOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  @Override
  public Integer call() throws InterruptedException {
    TocsinConfig loaded = config.load();
    Console console = output.console();
    Table<IncidentSummary> incidents =
        TableReader.read(loaded, loaded.topics().incident(), EventSerdes::incident);
    incidents.warning(loaded.topics().incident()).ifPresent(console::note);
    if (console.json()) {
      console.document(incidents.values().stream().map(EventJson::of).toList());
    } else if (incidents.values().isEmpty()) {
      console.note("no incident was reported yet; 'tocsin run' reports one once it has a window");
    } else {
      console.table(HEADER, incidents.values().stream().map(IncidentListCommand::cells).toList());
    }
    return ExitCodes.OK;
  }

  private static List<String> cells(IncidentSummary summary) {
    return List.of(
        summary.getIncident().getIncidentId(),
        summary.getStatus(),
        summary.getCoverage().getState(),
        summary.getPartitionsComplete() + "/" + summary.getPartitionsTotal(),
        String.valueOf(summary.getRecordCount()),
        String.valueOf(summary.getAffectedUserCount()),
        String.valueOf(summary.getAccountCount()),
        String.valueOf(summary.getPending().values().stream().mapToLong(Long::longValue).sum()),
        summary.getUpdatedAt().toString(),
        summary.getIncident().getTitle());
  }
}
