package dev.tocsin.domain;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one incident in one impact partition. They are totals, so applying a part twice
 * changes nothing.
 *
 * @param details the latest incident details; null before the first window of the incident
 * @param revision newest revision of a window of the incident
 * @param status derived from all windows in effect
 * @param windows the first windows in effect, by id
 */
public record IncidentPart(
    String incidentId,
    int partition,
    @Nullable Incident details,
    long revision,
    IncidentView.Status status,
    List<CompromiseWindow> windows,
    long records,
    long users,
    long accounts,
    long drafts,
    SortedMap<String, Long> byChannel,
    long pending,
    CoverageBook.Progress progress)
    implements ImpactOutput {

  @Override
  public String key() {
    return incidentId;
  }
}
