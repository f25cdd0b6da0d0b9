package dev.tocsin.topology.output;

import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.LedgerRow;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.NotificationContent;
import dev.tocsin.domain.PendingCause;
import dev.tocsin.event.Coverage;
import dev.tocsin.event.Deadline;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.Incident;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.event.WindowScope;
import dev.tocsin.topology.impact.ImpactOutput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns what the stages say into the contracts. */
final class Events {

  private Events() {}

  static ExposedRecord exposedRecord(ImpactOutput.Exposure exposure, long now) {
    LedgerRow row = exposure.row();
    LogRecord log = row.record();
    return ExposedRecord.newBuilder()
        .setExposureId(exposure.exposureId())
        .setAction(exposure.flagged() ? "FLAGGED" : "WITHDRAWN")
        .setIncidentId(exposure.incidentId())
        .setRevision(exposure.revision())
        .setProvider(log.provider())
        .setAccountId(log.accountId())
        .setLogId(log.logId())
        .setPhone(log.phone())
        .setPhoneE164(row.e164())
        .setChannel(log.channel())
        .setSentAt(Instant.ofEpochMilli(log.sentAt()))
        .setMessageType(log.messageType())
        .setCarrier(log.carrier())
        .setCountry(log.country())
        .setState(log.state())
        .setDecidedAt(Instant.ofEpochMilli(now))
        .build();
  }

  static ExposureNotification notification(
      ImpactOutput.Notification notification, String recordsTopic, long now) {
    NotificationContent content = notification.content();
    NotificationContent.Figures figures = content.figures();
    ExposureNotification.Builder event =
        ExposureNotification.newBuilder()
            .setNotificationId(notification.notificationId())
            .setRevision(notification.revision())
            .setAction(notification.action().name())
            .setAudience(content.audience().name())
            .setIncident(incident(content.incident()))
            .setAccountId(content.accountId())
            .setAccountName(content.account() == null ? null : content.account().name())
            .setContact(content.account() == null ? null : content.account().contact())
            .setPhone(content.phone())
            .setDeadlines(
                content.deadlines().stream()
                    .map(d -> new Deadline(d.policy(), Instant.ofEpochMilli(d.dueAt())))
                    .toList())
            .setWindows(List.of())
            .setContentExposed(false)
            .setRecordsTopic(recordsTopic)
            .setIssuedAt(Instant.ofEpochMilli(now));
    if (figures != null) {
      event
          .setWindows(scopes(figures.windows()))
          .setRecordCount(figures.records())
          .setAffectedUserCount(figures.users())
          .setCountsByChannel(figures.byChannel())
          .setFirstSeen(instant(figures.firstSeen()))
          .setLastSeen(instant(figures.lastSeen()))
          .setCoverage(coverage(figures.coverage()));
    }
    return event.build();
  }

  static IncidentSummary summary(IncidentView view, long now) {
    return IncidentSummary.newBuilder()
        .setIncident(incident(view.incident()))
        .setStatus(view.status().name())
        .setRevision(view.revision())
        .setWindows(scopes(view.windows()))
        .setRecordCount(view.records())
        .setAffectedUserCount(view.users())
        .setAccountCount(view.accounts())
        .setCountsByChannel(view.byChannel())
        .setDraftRecordCount(view.drafts())
        .setPending(
            view.pending() == 0
                ? Map.of()
                : Map.of(PendingCause.ACCOUNT_UNKNOWN.name(), view.pending()))
        .setCoverage(coverage(view.progress().coverage()))
        .setPartitionsTotal(view.progress().partitions())
        .setPartitionsComplete(view.progress().partitionsComplete())
        .setRecordsExamined(view.progress().examined())
        .setDeadLetters(view.progress().deadLetters())
        .setUpdatedAt(Instant.ofEpochMilli(now))
        .build();
  }

  private static Incident incident(dev.tocsin.domain.Incident incident) {
    return Incident.newBuilder()
        .setIncidentId(incident.id())
        .setTitle(incident.title())
        .setReference(incident.reference())
        .setBecameAwareAt(Instant.ofEpochMilli(incident.becameAwareAt()))
        .setGuidance(incident.guidance())
        .setReportTo(incident.reportTo())
        .setExposedFields(incident.exposedFields())
        .build();
  }

  private static Coverage coverage(dev.tocsin.domain.Coverage coverage) {
    return new Coverage(
        coverage.state().name(), coverage.reasons().stream().map(Enum::name).toList());
  }

  private static List<WindowScope> scopes(List<CompromiseWindow> windows) {
    return windows.stream().map(Events::scope).toList();
  }

  private static WindowScope scope(CompromiseWindow window) {
    return WindowScope.newBuilder()
        .setWindowId(window.id())
        .setProvider(window.provider())
        .setFrom(Instant.ofEpochMilli(window.from()))
        .setTo(window.to() == CompromiseWindow.OPEN ? null : Instant.ofEpochMilli(window.to()))
        .setChannels(
            window.channels() == null ? null : window.channels().stream().sorted().toList())
        .setStatus(window.status().name())
        .build();
  }

  private static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
