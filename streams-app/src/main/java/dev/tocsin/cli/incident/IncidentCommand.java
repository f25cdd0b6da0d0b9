package dev.tocsin.cli.incident;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ConfigOptions;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.OutputOptions;
import dev.tocsin.cli.topic.Table;
import dev.tocsin.config.Nearest;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.topology.EventSerdes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The commands about incidents. */
@Command(
    name = "incident",
    description = "Show the impact and the coverage of incidents.",
    footer = {
      "  tocsin incident list",
      "  tocsin incident show breach",
      "  tocsin incident accounts breach"
    },
    subcommands = {
      IncidentCommand.ListAll.class,
      IncidentCommand.Show.class,
      IncidentAccountsCommand.class,
      IncidentRecordsCommand.class
    })
public final class IncidentCommand {

  /** Lists incidents. */
  @Command(
      name = "list",
      description = "List the incidents with their impact and coverage.",
      footer = {"  tocsin incident list", "  tocsin incident list --output json"})
  static final class ListAll implements Callable<Integer> {

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
      Console console = output.console();
      List<IncidentSummary> incidents = table(config.load(), console).values();
      if (console.json()) {
        console.document(incidents);
      } else if (incidents.isEmpty()) {
        console.note("no incidents yet; declare a window, and check that the detector runs");
      } else {
        console.table(HEADER, incidents.stream().map(ListAll::cells).toList());
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

  /** Shows an incident. */
  @Command(
      name = "show",
      description = {
        "Show an incident.",
        "Coverage COMPLETE with 0 records means that all message logs were scanned and none was"
            + " exposed. Exits with 1 if there is no such incident."
      },
      footer = "  tocsin incident show breach")
  static final class Show implements Callable<Integer> {

    @Mixin private ConfigOptions config = new ConfigOptions();
    @Mixin private OutputOptions output = new OutputOptions();

    @Parameters(paramLabel = "ID", description = "ID of the incident.")
    private String id = "";

    private record Shown(@JsonUnwrapped IncidentSummary summary, Duration sinceBecameAware) {}

    @Override
    public Integer call() throws InterruptedException {
      TocsinConfig loaded = config.load();
      Console console = output.console();
      IncidentSummary summary = find(loaded, console, id);
      Instant now = Instant.now();
      if (console.json()) {
        Duration since = Duration.between(summary.getIncident().getBecameAwareAt(), now);
        console.document(new Shown(summary, since.truncatedTo(ChronoUnit.SECONDS)));
      } else {
        new IncidentText(now, loaded.deadlines()).lines(summary).forEach(console::line);
      }
      return ExitCodes.OK;
    }
  }

  /**
   * The latest summary of an incident.
   *
   * @throws CliException with {@link ExitCodes#NEGATIVE} if there is none
   */
  static IncidentSummary find(TocsinConfig config, Console console, String id)
      throws InterruptedException {
    Table<IncidentSummary> incidents = table(config, console);
    return incidents
        .value(id)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCodes.NEGATIVE,
                    "no incident '"
                        + id
                        + "' yet"
                        + Nearest.hint(id, incidents.keys())
                        + "; list the declared windows with 'tocsin window list', and check that"
                        + " the detector runs"));
  }

  private static Table<IncidentSummary> table(TocsinConfig config, Console console)
      throws InterruptedException {
    String topic = config.topics().incident();
    Table<IncidentSummary> incidents = Table.read(config, topic, EventSerdes::incident);
    incidents.warning(topic).ifPresent(console::note);
    return incidents;
  }
}
