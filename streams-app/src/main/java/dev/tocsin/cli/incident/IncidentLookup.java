package dev.tocsin.cli.incident;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.topic.Table;
import dev.tocsin.cli.topic.TableReader;
import dev.tocsin.config.Nearest;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.topology.EventSerdes;

/** Finds an incident that somebody named. */
final class IncidentLookup {

  private IncidentLookup() {}

  /**
   * The newest summary of an incident.
   *
   * @throws CliException with {@link ExitCodes#NEGATIVE} when there is none of that name
   */
  static IncidentSummary find(TocsinConfig config, Console console, String id)
      throws InterruptedException {
    String topic = config.topics().incident();
    Table<IncidentSummary> incidents = TableReader.read(config, topic, EventSerdes::incident);
    incidents.warning(topic).ifPresent(console::note);
    return incidents
        .value(id)
        .orElseThrow(
            () ->
                new CliException(
                    ExitCodes.NEGATIVE,
                    "there is no incident '"
                        + id
                        + "' yet"
                        + Nearest.hint(id, incidents.keys())
                        + "; 'tocsin window list' tells what was declared, and the detector"
                        + " must run to sum it up"));
  }
}
