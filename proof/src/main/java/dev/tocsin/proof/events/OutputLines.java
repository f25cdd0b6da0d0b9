package dev.tocsin.proof.events;

import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.Incident;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.proof.oracle.Line;
import dev.tocsin.testkit.EffectiveOutputs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is in effect on the output topics, in the lines that the oracle answers with.
 *
 * @param effective one line for each exposure, notification and incident
 * @param anomalies what no consumer may see
 */
public record OutputLines(Set<String> effective, List<String> anomalies) {

  public static OutputLines of(EffectiveOutputs<ExposedRecord, ExposureNotification> outputs) {
    Set<String> lines = new TreeSet<>();
    List<String> anomalies = new ArrayList<>();
    outputs.anomalies().forEach(anomaly -> anomalies.add(anomaly.text()));
    outputs.exposures().forEach(event -> add(lines, line(event), anomalies));
    outputs.notifications().forEach(event -> add(lines, line(event), anomalies));
    outputs.incidents().values().forEach(event -> lines.add(line(event)));
    return new OutputLines(lines, anomalies);
  }

  /**
   * The expected lines without the summaries of withdrawn incidents that these outputs do not
   * mention. A detector that starts late never sends the windows that were withdrawn before.
   */
  public Set<String> due(Set<String> expected) {
    return expected.stream()
        .filter(
            line ->
                Line.withdrawnIncident(line)
                    .filter(id -> effective.stream().noneMatch(l -> Line.isSummaryOf(l, id)))
                    .isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** In a set, one of two ids of the same thing would go unnoticed. */
  private static void add(Set<String> lines, String line, List<String> anomalies) {
    if (!lines.add(line)) {
      anomalies.add("in effect under two ids: one line " + line.substring(0, line.indexOf(' ')));
    }
  }

  private static String line(ExposedRecord event) {
    return Line.flagged(
        event.getIncidentId(),
        event.getProvider(),
        event.getAccountId(),
        event.getLogId(),
        Objects.requireNonNullElse(event.getPhoneE164(), event.getPhone()),
        event.getChannel(),
        event.getSentAt().toEpochMilli());
  }

  private static String line(ExposureNotification event) {
    Line.IncidentDetails incident = details(event.getIncident());
    Line.Addressee account =
        new Line.Addressee(
            event.getAccountId(),
            Objects.requireNonNullElse(event.getAccountName(), ""),
            event.getContact());
    if (event.getAudience().equals("USER")) {
      return Line.user(incident, account, Objects.requireNonNullElse(event.getPhone(), ""));
    }
    return Line.account(
        incident,
        account,
        Objects.requireNonNullElse(event.getRecordCount(), -1L),
        Objects.requireNonNullElse(event.getAffectedUserCount(), -1L),
        new TreeMap<>(Objects.requireNonNullElse(event.getCountsByChannel(), Map.of())),
        millis(event.getFirstSeen()),
        millis(event.getLastSeen()),
        event.getWindows().stream()
            .map(
                window ->
                    Line.scope(
                        window.getWindowId(),
                        window.getFrom().toEpochMilli(),
                        window.getTo() == null ? null : (Long) window.getTo().toEpochMilli()))
            .toList(),
        event.getCoverage() == null
            ? "-"
            : Line.coverage(event.getCoverage().getState(), event.getCoverage().getReasons()));
  }

  private static String line(IncidentSummary event) {
    boolean withdrawn = event.getStatus().equals("WITHDRAWN");
    return Line.incident(
        event.getIncident().getIncidentId(),
        withdrawn ? null : details(event.getIncident()),
        event.getStatus(),
        event.getRecordCount(),
        event.getAffectedUserCount(),
        event.getAccountCount(),
        new TreeMap<>(event.getCountsByChannel()),
        event.getDraftRecordCount(),
        event.getPending().values().stream().mapToLong(Long::longValue).sum(),
        event.getWindows().stream().map(window -> window.getWindowId()).toList(),
        Line.coverage(event.getCoverage().getState(), event.getCoverage().getReasons()));
  }

  private static Line.IncidentDetails details(Incident incident) {
    return new Line.IncidentDetails(
        incident.getIncidentId(), incident.getTitle(), incident.getGuidance());
  }

  private static long millis(@Nullable Instant instant) {
    return instant == null ? 0 : instant.toEpochMilli();
  }
}
