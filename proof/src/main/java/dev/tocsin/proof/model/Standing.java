package dev.tocsin.proof.model;

import dev.tocsin.domain.Audience;
import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.NotificationAction;
import dev.tocsin.domain.NotificationContent;
import dev.tocsin.proof.oracle.Line;
import dev.tocsin.topology.impact.ImpactOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the detector said, and what of it stands; notes whatever a consumer would trip over. */
final class Standing {

  private final Map<String, ImpactOutput.Exposure> exposures = new HashMap<>();
  private final Map<String, ImpactOutput.Notification> notifications = new HashMap<>();
  private final Map<String, IncidentView> incidents = new HashMap<>();
  private final List<String> stumbles = new ArrayList<>();

  void exposure(ImpactOutput.Exposure said) {
    ImpactOutput.Exposure before = exposures.put(said.exposureId(), said);
    boolean stood = before != null && before.flagged();
    if (stood == said.flagged()) {
      stumbles.add((stood ? "flagged twice: " : "withdrawn twice: ") + line(said));
    }
  }

  void notification(ImpactOutput.Notification said) {
    ImpactOutput.Notification before = notifications.put(said.notificationId(), said);
    long revision = before == null ? 0 : before.revision();
    if (said.revision() != revision + 1) {
      stumbles.add(
          "revision " + said.revision() + " after " + revision + ": " + line(said.content()));
    }
    boolean stood = before != null && before.action().isInEffect();
    if (stood == (said.action() == NotificationAction.CREATED)) {
      stumbles.add(
          said.action() + (stood ? " while it stood: " : " of nothing: ") + line(said.content()));
    }
    if (before != null
        && stood
        && said.action().isInEffect()
        && before.content().equals(said.content())) {
      stumbles.add("told the same twice: " + line(said.content()));
    }
  }

  void incident(IncidentView said) {
    incidents.put(said.incident().id(), said);
  }

  /** Notes something else that no consumer should have to hear. */
  void stumble(String what) {
    stumbles.add(what);
  }

  /** What no consumer should have to hear. */
  List<String> stumbles() {
    return stumbles;
  }

  /** What stands. */
  Set<String> lines() {
    Set<String> lines = new TreeSet<>();
    exposures.values().stream()
        .filter(ImpactOutput.Exposure::flagged)
        .forEach(e -> add(lines, line(e)));
    notifications.values().stream()
        .filter(n -> n.action().isInEffect())
        .forEach(n -> add(lines, line(n.content())));
    incidents.values().forEach(view -> add(lines, line(view)));
    return lines;
  }

  /** Two ids for the same thing would hide behind each other in a set. */
  private void add(Set<String> lines, String line) {
    if (!lines.add(line)) {
      stumbles.add("stands under two ids: " + line);
    }
  }

  private static String line(ImpactOutput.Exposure said) {
    LogRecord log = said.row().record();
    return Line.flagged(
        said.incidentId(),
        log.provider(),
        log.accountId(),
        log.logId(),
        said.row().person(),
        log.channel(),
        log.sentAt());
  }

  private static String line(NotificationContent content) {
    Line.Wording wording = wording(content.incident());
    var account = content.account();
    Line.Addressee addressee =
        account == null
            ? new Line.Addressee(content.accountId(), "", null)
            : new Line.Addressee(content.accountId(), account.name(), account.contact());
    if (content.audience() == Audience.USER) {
      return Line.user(wording, addressee, Objects.requireNonNullElse(content.phone(), ""));
    }
    NotificationContent.Figures figures = Objects.requireNonNull(content.figures());
    return Line.account(
        wording,
        addressee,
        figures.records(),
        figures.users(),
        figures.byChannel(),
        Objects.requireNonNullElse(figures.firstSeen(), 0L),
        Objects.requireNonNullElse(figures.lastSeen(), 0L),
        figures.windows().stream().map(Standing::scope).toList(),
        coverage(figures.coverage()));
  }

  private static String line(IncidentView view) {
    boolean withdrawn = view.status() == IncidentView.Status.WITHDRAWN;
    return Line.incident(
        view.incident().id(),
        withdrawn ? null : wording(view.incident()),
        view.status().name(),
        view.records(),
        view.users(),
        view.accounts(),
        view.byChannel(),
        view.drafts(),
        view.pending(),
        view.windows().stream().map(CompromiseWindow::id).toList(),
        coverage(view.progress().coverage()));
  }

  private static String scope(CompromiseWindow window) {
    @Nullable Long to = window.to() == CompromiseWindow.OPEN ? null : (Long) window.to();
    return Line.scope(window.id(), window.from(), to);
  }

  private static Line.Wording wording(Incident incident) {
    return new Line.Wording(incident.id(), incident.title(), incident.guidance());
  }

  private static String coverage(Coverage coverage) {
    return Line.coverage(
        coverage.state().name(), coverage.reasons().stream().map(Enum::name).toList());
  }
}
