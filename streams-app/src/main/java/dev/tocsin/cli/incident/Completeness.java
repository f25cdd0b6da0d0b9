package dev.tocsin.cli.incident;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.IncidentSummary;
import java.util.Optional;

/** Whether what the topic of exposed records still holds is all that an incident counts. */
final class Completeness {

  private Completeness() {}

  /** What to tell the user when the two differ. */
  static Optional<String> note(TocsinConfig config, IncidentSummary summary, long found) {
    long counted = summary.getRecordCount();
    if (found == counted) {
      return Optional.empty();
    }
    String topic = config.topics().exposedRecord();
    return Optional.of(
        found < counted
            ? "%d of the incident's %d records are in topic '%s' no more, which keeps them for topics.record.retention"
                .formatted(counted - found, counted, topic)
            : "topic '%s' holds %d records more than the incident counted last: it is being worked on, so look again"
                .formatted(topic, found - counted));
  }
}
