package dev.tocsin.cli.incident;

import dev.tocsin.cli.text.Spans;
import dev.tocsin.event.Coverage;
import dev.tocsin.event.Incident;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.event.WindowScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An incident as text.
 *
 * @param now the current time
 * @param deadlines the time allowed from the moment of awareness, by policy
 */
record IncidentText(Instant now, SortedMap<String, Duration> deadlines) {

  List<String> lines(IncidentSummary summary) {
    List<String> lines = new ArrayList<>();
    Incident incident = summary.getIncident();
    lines.add(incident.getIncidentId() + ": " + incident.getTitle());
    add(lines, "status", summary.getStatus() + ", window revision " + summary.getRevision());
    add(lines, "reference", incident.getReference());
    add(
        lines,
        "became aware",
        incident.getBecameAwareAt() + ", " + relative(incident.getBecameAwareAt()));
    deadlines.forEach(
        (policy, allowed) -> {
          Instant due = incident.getBecameAwareAt().plus(allowed);
          add(lines, "deadline", policy + " " + due + ", " + relative(due));
        });
    add(lines, "coverage", coverage(summary.getCoverage()));
    add(
        lines,
        "scanned",
        summary.getPartitionsComplete()
            + " of "
            + summary.getPartitionsTotal()
            + " partitions, "
            + summary.getRecordsExamined()
            + " records in the latest scans");
    add(
        lines,
        "affected",
        summary.getRecordCount()
            + " records, "
            + summary.getAffectedUserCount()
            + " people, "
            + summary.getAccountCount()
            + " accounts");
    add(lines, "by channel", counts(summary.getCountsByChannel()));
    add(lines, "drafts only", summary.getDraftRecordCount() + " records");
    add(lines, "pending", counts(summary.getPending()));
    add(lines, "dead letters", summary.getDeadLetters() + " that may be in the range of a window");
    add(lines, "exposed", String.join(", ", incident.getExposedFields()));
    add(lines, "guidance", incident.getGuidance());
    add(lines, "report to", incident.getReportTo());
    summary.getWindows().forEach(window -> add(lines, "window", window(window)));
    add(lines, "updated", summary.getUpdatedAt() + ", " + relative(summary.getUpdatedAt()));
    return lines;
  }

  private String relative(Instant time) {
    Duration since = Duration.between(time, now);
    return since.isNegative() ? "in " + Spans.of(since) : Spans.of(since) + " ago";
  }

  private static String coverage(Coverage coverage) {
    return coverage.getReasons().isEmpty()
        ? coverage.getState()
        : coverage.getState() + ": " + String.join(", ", coverage.getReasons());
  }

  private static String window(WindowScope window) {
    Instant to = window.getTo();
    List<String> channels = window.getChannels();
    return window.getWindowId()
        + " ("
        + window.getStatus()
        + ", "
        + window.getProvider()
        + ", "
        + (channels == null ? "all channels" : String.join(", ", channels))
        + "): "
        + window.getFrom()
        + " inclusive to "
        + (to == null ? "open" : to + " exclusive");
  }

  private static String counts(Map<String, Long> counts) {
    return counts.isEmpty()
        ? "none"
        : String.join(
            ", ",
            new TreeMap<>(counts)
                .entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList());
  }

  private static void add(List<String> lines, String name, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      lines.add("  " + name + ": " + value);
    }
  }
}
