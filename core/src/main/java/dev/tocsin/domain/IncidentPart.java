package dev.tocsin.domain;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What one impact partition knows of one incident; whole figures, so that repeating a part changes
 * nothing.
 *
 * @param wording as last worded; null before this partition heard of it
 * @param revision newest revision that touched the incident
 * @param status by all of its standing windows
 * @param windows the first of its standing windows, by id
 */
public record IncidentPart(
    String incidentId,
    int partition,
    @Nullable Incident wording,
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
