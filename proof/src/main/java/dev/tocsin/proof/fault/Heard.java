package dev.tocsin.proof.fault;

import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.Incident;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.proof.oracle.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What the output topics say, and what of it stands; notes whatever a consumer would trip over. */
final class Heard {

  private static final Set<String> NOTHING = Set.of("WITHDRAWN", "CLOSED");
  private static final Set<String> UNSAID = Set.of("revision", "action", "issued_at");

  private final Map<String, ExposedRecord> exposures = new HashMap<>();
  private final Map<String, ExposureNotification> notifications = new HashMap<>();
  private final Map<String, IncidentSummary> incidents = new HashMap<>();
  private final List<String> stumbles = new ArrayList<>();

  void exposure(ExposedRecord said) {
    ExposedRecord before = exposures.put(said.getExposureId(), said);
    boolean stood = before != null && flagged(before);
    if (stood == flagged(said)) {
      stumbles.add(
          said.getAction() + " twice: log " + said.getLogId() + " of " + said.getIncidentId());
    }
  }

  void notification(ExposureNotification said) {
    ExposureNotification before = notifications.put(said.getNotificationId(), said);
    long revision = before == null ? 0 : before.getRevision();
    boolean stood = before != null && stands(before);
    String label =
        said.getAudience()
            + " of "
            + said.getIncident().getIncidentId()
            + ", "
            + said.getAccountId()
            + ", revision "
            + said.getRevision();
    if (said.getRevision() != revision + 1) {
      stumbles.add("follows revision " + revision + ": " + label);
    }
    if (stood == said.getAction().equals("CREATED")) {
      stumbles.add(said.getAction() + (stood ? " while it stood: " : " of nothing: ") + label);
    }
    if (before != null && stood && stands(said) && content(before).equals(content(said))) {
      stumbles.add("told the same twice: " + label);
    }
  }

  void incident(IncidentSummary said) {
    incidents.put(said.getIncident().getIncidentId(), said);
  }

  /** What no consumer should have to hear. */
  List<String> stumbles() {
    return stumbles;
  }

  Map<String, IncidentSummary> incidents() {
    return incidents;
  }

  /** How many notifications were closed last, because their account is gone. */
  long closed() {
    return notifications.values().stream().filter(n -> n.getAction().equals("CLOSED")).count();
  }

  /** When the latest word on each exposure was said, by the clock of whoever said it. */
  List<Instant> decidedAt() {
    return exposures.values().stream().map(ExposedRecord::getDecidedAt).toList();
  }

  /** What stands. */
  Set<String> lines() {
    Set<String> lines = new TreeSet<>();
    exposures.values().stream().filter(Heard::flagged).forEach(e -> add(lines, line(e)));
    notifications.values().stream().filter(Heard::stands).forEach(n -> add(lines, line(n)));
    incidents.values().forEach(i -> add(lines, line(i)));
    return lines;
  }

  /** Two ids for the same thing would hide behind each other in a set. */
  private void add(Set<String> lines, String line) {
    if (!lines.add(line)) {
      stumbles.add("stands under two ids: one " + line.substring(0, line.indexOf(' ')));
    }
  }

  private static boolean flagged(ExposedRecord said) {
    return said.getAction().equals("FLAGGED");
  }

  private static boolean stands(ExposureNotification said) {
    return !NOTHING.contains(said.getAction());
  }

  /** What it says, apart from when and as which revision it says so. */
  private static List<@Nullable Object> content(ExposureNotification said) {
    List<@Nullable Object> content = new ArrayList<>();
    for (Schema.Field field : said.getSchema().getFields()) {
      if (!UNSAID.contains(field.name())) {
        content.add(said.get(field.pos()));
      }
    }
    return content;
  }

  private static String line(ExposedRecord said) {
    return Line.flagged(
        said.getIncidentId(),
        said.getProvider(),
        said.getAccountId(),
        said.getLogId(),
        Objects.requireNonNullElse(said.getPhoneE164(), said.getPhone()),
        said.getChannel(),
        said.getSentAt().toEpochMilli());
  }

  private static String line(ExposureNotification said) {
    Line.Wording wording = wording(said.getIncident());
    Line.Addressee account =
        new Line.Addressee(
            said.getAccountId(),
            Objects.requireNonNullElse(said.getAccountName(), ""),
            said.getContact());
    if (said.getAudience().equals("USER")) {
      return Line.user(wording, account, Objects.requireNonNullElse(said.getPhone(), ""));
    }
    return Line.account(
        wording,
        account,
        Objects.requireNonNullElse(said.getRecordCount(), -1L),
        Objects.requireNonNullElse(said.getAffectedUserCount(), -1L),
        new TreeMap<>(Objects.requireNonNullElse(said.getCountsByChannel(), Map.of())),
        millis(said.getFirstSeen()),
        millis(said.getLastSeen()),
        said.getWindows().stream()
            .map(
                w ->
                    Line.scope(
                        w.getWindowId(),
                        w.getFrom().toEpochMilli(),
                        w.getTo() == null ? null : (Long) w.getTo().toEpochMilli()))
            .toList(),
        said.getCoverage() == null
            ? "-"
            : Line.coverage(said.getCoverage().getState(), said.getCoverage().getReasons()));
  }

  private static String line(IncidentSummary said) {
    boolean withdrawn = said.getStatus().equals("WITHDRAWN");
    return Line.incident(
        said.getIncident().getIncidentId(),
        withdrawn ? null : wording(said.getIncident()),
        said.getStatus(),
        said.getRecordCount(),
        said.getAffectedUserCount(),
        said.getAccountCount(),
        new TreeMap<>(said.getCountsByChannel()),
        said.getDraftRecordCount(),
        said.getPending().values().stream().mapToLong(Long::longValue).sum(),
        said.getWindows().stream().map(w -> w.getWindowId()).toList(),
        Line.coverage(said.getCoverage().getState(), said.getCoverage().getReasons()));
  }

  private static Line.Wording wording(Incident incident) {
    return new Line.Wording(incident.getIncidentId(), incident.getTitle(), incident.getGuidance());
  }

  private static long millis(@Nullable Instant instant) {
    return instant == null ? 0 : instant.toEpochMilli();
  }
}
