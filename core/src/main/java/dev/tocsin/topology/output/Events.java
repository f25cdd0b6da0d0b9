package dev.tocsin.topology.output;

import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.ImpactOutput;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.LedgerRow;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.NotificationContent;
import dev.tocsin.domain.PendingCause;
import dev.tocsin.domain.PhoneNormalizer;
import dev.tocsin.domain.RecordDetails;
import dev.tocsin.event.Coverage;
import dev.tocsin.event.Deadline;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.Incident;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.event.WindowScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts the output of the stages to the Avro contracts. */
public final class Events {

  private Events() {}

  public static ExposedRecord exposedRecord(
      ImpactOutput.Exposure exposure, PhoneNormalizer phones, long now) {
    LedgerRow row = exposure.row();
    LogRecord log = row.record();
    ExposedRecord event = new ExposedRecord();
    event.setExposureId(exposure.exposureId());
    event.setAction(exposure.flagged() ? "FLAGGED" : "WITHDRAWN");
    event.setIncidentId(exposure.incidentId());
    event.setRevision(row.revision());
    event.setProvider(log.provider());
    event.setAccountId(log.accountId());
    event.setLogId(log.logId());
    event.setPhone(log.phone());
    event.setPhoneE164(row.e164());
    event.setChannel(log.channel());
    event.setSentAt(Instant.ofEpochMilli(log.sentAt()));
    event.setMessageType(log.messageType());
    RecordDetails details = phones.details(log, row.e164());
    event.setCarrier(details.carrier());
    event.setCarrierSource(name(details.carrierOrigin()));
    event.setCountry(details.country());
    event.setCountrySource(name(details.countryOrigin()));
    event.setState(details.state());
    event.setStateSource(name(details.stateOrigin()));
    event.setDecidedAt(Instant.ofEpochMilli(now));
    return event;
  }

  public static ExposureNotification notification(
      ImpactOutput.Notification notification, String recordsTopic, long now) {
    NotificationContent content = notification.content();
    NotificationContent.Figures figures = content.figures();
    ExposureNotification event = new ExposureNotification();
    event.setNotificationId(notification.notificationId());
    event.setRevision(notification.revision());
    event.setAction(notification.action().name());
    event.setAudience(content.audience().name());
    event.setIncident(incident(content.incident()));
    event.setAccountId(content.accountId());
    event.setAccountName(content.account() == null ? null : content.account().name());
    event.setContact(content.account() == null ? null : content.account().contact());
    event.setPhone(content.phone());
    event.setDeadlines(
        content.deadlines().stream()
            .map(d -> new Deadline(d.policy(), Instant.ofEpochMilli(d.dueAt())))
            .toList());
    event.setWindows(List.of());
    event.setContentExposed(false);
    event.setRecordsTopic(recordsTopic);
    event.setIssuedAt(Instant.ofEpochMilli(now));
    if (figures != null) {
      event.setWindows(scopes(figures.windows()));
      event.setRecordCount(figures.records());
      event.setAffectedUserCount(figures.users());
      event.setCountsByChannel(figures.byChannel());
      event.setFirstSeen(instant(figures.firstSeen()));
      event.setLastSeen(instant(figures.lastSeen()));
      event.setCoverage(coverage(figures.coverage()));
    }
    return event;
  }

  public static IncidentSummary summary(IncidentView view, long now) {
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
    Incident event = new Incident();
    event.setIncidentId(incident.id());
    event.setTitle(incident.title());
    event.setReference(incident.reference());
    event.setBecameAwareAt(Instant.ofEpochMilli(incident.becameAwareAt()));
    event.setGuidance(incident.guidance());
    event.setReportTo(incident.reportTo());
    event.setExposedFields(incident.exposedFields());
    return event;
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

  private static @Nullable String name(@Nullable Enum<?> value) {
    return value == null ? null : value.name();
  }

  private static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
