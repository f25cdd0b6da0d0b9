package dev.tocsin.serde;

import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Coverage;
import dev.tocsin.event.Deadline;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.Incident;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.event.MessageLog;
import dev.tocsin.event.WindowScope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One valid record of each contract, every field filled. */
final class Samples {

  private static final Instant MARCH = Instant.parse("2024-03-01T00:00:00Z");
  private static final Instant APRIL = Instant.parse("2024-04-01T00:00:00Z");

  private Samples() {}

  static List<SpecificRecord> all() {
    return List.of(
        messageLog(),
        account(),
        compromiseWindow(),
        exposedRecord(),
        exposureNotification(),
        incidentSummary());
  }

  static MessageLog messageLog() {
    return MessageLog.newBuilder()
        .setLogId("5f0c8b1e-77aa-4a60-9f6c-0d4f2a6b9c11")
        .setAccountId("acc-17")
        .setPhone("+1 202-555-0143")
        .setPhoneE164("+12025550143")
        .setChannel("SMS")
        .setSentAt(MARCH.plusMillis(123))
        .setMessageType("authentication")
        .setCarrier("Télé Carrier ☎")
        .setCountry("US")
        .setState("US-DC")
        .setProvider("acme")
        .build();
  }

  static Account account() {
    return Account.newBuilder()
        .setAccountId("acc-17")
        .setName("Example GmbH")
        .setContact("security@example.com")
        .setCountry("DE")
        .setUpdatedAt(MARCH)
        .build();
  }

  static Incident incident() {
    return Incident.newBuilder()
        .setIncidentId("inc-1")
        .setTitle("Message logs downloaded")
        .setReference("CASE-42")
        .setBecameAwareAt(APRIL)
        .setGuidance("be-vigilant")
        .setReportTo("security@example.com")
        .setExposedFields(List.of("phone", "carrier"))
        .build();
  }

  static CompromiseWindow compromiseWindow() {
    return CompromiseWindow.newBuilder()
        .setWindowId("win-1")
        .setIncident(incident())
        .setProvider("acme")
        .setAccountIds(List.of("acc-17", "acc-18"))
        .setChannels(List.of("SMS"))
        .setFrom(MARCH)
        .setTo(APRIL)
        .setStatus("ACTIVE")
        .setBasedOn(6L)
        .setAuthor("alice@soc")
        .build();
  }

  static ExposedRecord exposedRecord() {
    return ExposedRecord.newBuilder()
        .setExposureId("exp-1")
        .setAction("FLAGGED")
        .setIncidentId("inc-1")
        .setRevision(7)
        .setProvider("acme")
        .setAccountId("acc-17")
        .setLogId("log-1")
        .setPhone("+1 202-555-0143")
        .setPhoneE164("+12025550143")
        .setChannel("SMS")
        .setSentAt(MARCH)
        .setMessageType("authentication")
        .setCarrier("Carrier")
        .setCountry("US")
        .setState("US-DC")
        .setDecidedAt(APRIL)
        .build();
  }

  static ExposureNotification exposureNotification() {
    return ExposureNotification.newBuilder()
        .setNotificationId("not-1")
        .setRevision(3)
        .setAction("UPDATED")
        .setAudience("ACCOUNT")
        .setIncident(incident())
        .setWindows(List.of(scope()))
        .setAccountId("acc-17")
        .setAccountName("Example GmbH")
        .setContact("security@example.com")
        .setPhone("+12025550143")
        .setRecordCount(1_234L)
        .setAffectedUserCount(321L)
        .setCountsByChannel(Map.of("SMS", 1_000L, "VOICE", 234L))
        .setFirstSeen(MARCH)
        .setLastSeen(APRIL.minusMillis(1))
        .setContentExposed(false)
        .setDeadlines(List.of(new Deadline("gdpr-33-1", APRIL.plusSeconds(259_200))))
        .setCoverage(new Coverage("PARTIAL", List.of("DEAD_LETTERS")))
        .setRecordsTopic("exposure.record")
        .setIssuedAt(APRIL)
        .build();
  }

  static IncidentSummary incidentSummary() {
    return IncidentSummary.newBuilder()
        .setIncident(incident())
        .setStatus("ACTIVE")
        .setRevision(7)
        .setWindows(List.of(scope()))
        .setRecordCount(1_234)
        .setAffectedUserCount(321)
        .setAccountCount(12)
        .setCountsByChannel(Map.of("SMS", 1_234L))
        .setDraftRecordCount(5)
        .setPending(Map.of("ACCOUNT_UNKNOWN", 2L))
        .setCoverage(new Coverage("COMPLETE", List.of()))
        .setPartitionsTotal(12)
        .setPartitionsComplete(12)
        .setRecordsExamined(1_000_000)
        .setDeadLetters(1)
        .setUpdatedAt(APRIL)
        .build();
  }

  private static WindowScope scope() {
    return WindowScope.newBuilder()
        .setWindowId("win-1")
        .setProvider("acme")
        .setFrom(MARCH)
        .setTo(APRIL)
        .setChannels(List.of("SMS"))
        .setStatus("ACTIVE")
        .build();
  }
}
