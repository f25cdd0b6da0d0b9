package dev.tocsin.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.demo.check.Difference.Kind;
import dev.tocsin.demo.traffic.DemoAccount;
import dev.tocsin.demo.traffic.LogEntry;
import dev.tocsin.event.Coverage;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.Incident;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.event.WindowScope;
import dev.tocsin.serde.TrustedClasses;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VerificationTest {

  private static final Instant AT = Instant.parse("2024-03-05T10:00:00Z");
  private static final String PHONE = "+12025550134";
  private static final DemoAccount ACCOUNT =
      new DemoAccount(0, "a", "Harbor Dental", "security@harbor.example", "US", 1, 0);
  private static final List<LogEntry> PUSHED =
      List.of(RecountTest.entry("1", "a", PHONE, "SMS", AT));
  private static final DeclaredWindow WINDOW = RecountTest.window("w", "i", false);

  private final Observed observed = new Observed();

  @BeforeAll
  static void trustContracts() {
    // Avro fills in the defaults of trusted classes only.
    TrustedClasses.trustContracts();
  }

  @Test
  void shouldFindNoDifferenceWhenThereIsNone() {
    // Given
    observeAll();

    // When
    List<Difference> differences = compare();

    // Then
    assertThat(differences).isEmpty();
  }

  @Test
  void shouldFindAMissingExposure() {
    // Given
    observed.notification("u", user("CREATED", 1));
    observed.notification("n", account("CREATED", 1, 1));
    observed.incident(summary(1));

    // When
    List<Difference> differences = compare();

    // Then
    assertThat(differences).extracting(Difference::kind).containsExactly(Kind.EXPOSURE_MISSING);
    assertThat(differences.getFirst().detail()).contains("log 1").doesNotContain(PHONE);
  }

  @Test
  void shouldFindAnExtraExposureEvenWhenTheCountsAgree() {
    // Given
    observed.exposure(exposed("FLAGGED", "other", "2"));
    observed.notification("u", user("CREATED", 1));
    observed.notification("n", account("CREATED", 1, 1));
    observed.incident(summary(1));

    // When
    List<Difference> differences = compare();

    // Then
    assertThat(differences)
        .extracting(Difference::kind)
        .containsExactly(Kind.EXPOSURE_MISSING, Kind.EXPOSURE_EXTRA);
  }

  @Test
  void shouldFindARecordThatWasFlaggedTwice() {
    // Given
    observeAll();
    observed.exposure(exposed("FLAGGED", "e", "1"));

    // When
    List<Difference> differences = compare();

    // Then
    assertThat(differences).extracting(Difference::kind).containsExactly(Kind.EXPOSURE_REPEATED);
  }

  @Test
  void shouldAcceptARecordThatWasWithdrawnAndFlaggedAgain() {
    // Given
    observeAll();
    observed.exposure(exposed("WITHDRAWN", "e", "1"));
    observed.exposure(exposed("FLAGGED", "e", "1"));

    // When
    List<Difference> differences = compare();

    // Then
    assertThat(differences).isEmpty();
  }

  @Test
  void shouldFindAMissingNotification() {
    // Given
    observed.exposure(exposed("FLAGGED", "e", "1"));
    observed.notification("n", account("CREATED", 1, 1));
    observed.incident(summary(1));

    // When
    List<Difference> differences = compare();

    // Then
    assertThat(differences).extracting(Difference::kind).containsExactly(Kind.NOTIFICATION_MISSING);
    assertThat(differences.getFirst().detail()).contains("+1********34");
  }

  @Test
  void shouldTreatAWithdrawnNotificationAsAbsent() {
    // Given
    observeAll();
    observed.notification("u", user("WITHDRAWN", 2));

    // When
    List<Difference> differences = compare();

    // Then
    assertThat(differences).extracting(Difference::kind).containsExactly(Kind.NOTIFICATION_MISSING);
  }

  @Test
  void shouldFindAnExtraNotification() {
    // Given
    observeAll();
    ExposureNotification other = user("CREATED", 1);
    other.setNotificationId("v");
    other.setPhone("+12025550199");
    observed.notification("v", other);

    // When
    List<Difference> differences = compare();

    // Then
    assertThat(differences).extracting(Difference::kind).containsExactly(Kind.NOTIFICATION_EXTRA);
    assertThat(differences.getFirst().detail()).doesNotContain("+12025550199");
  }

  @Test
  void shouldFindANotificationThatWasCreatedTwice() {
    // Given
    observeAll();
    observed.notification("u", user("CREATED", 2));

    // When
    List<Difference> differences = compare();

    // Then
    assertThat(differences).extracting(Difference::kind).containsOnly(Kind.NOTIFICATION_SEQUENCE);
  }

  @Test
  void shouldFindAGapInTheRevisions() {
    // Given
    observeAll();
    observed.notification("n", account("UPDATED", 3, 1));

    // When
    List<Difference> differences = compare();

    // Then
    assertThat(differences).extracting(Difference::kind).containsOnly(Kind.NOTIFICATION_SEQUENCE);
  }

  @Test
  void shouldFindAnUpdateWithTheSameContent() {
    // Given
    observeAll();
    observed.notification("n", account("UPDATED", 2, 1));

    // When
    List<Difference> differences = compare();

    // Then
    assertThat(differences).hasSize(1);
    assertThat(differences.getFirst().detail()).startsWith("the content is the same as before");
  }

  @Test
  void shouldFindWrongTotals() {
    // Given
    observeAll();
    observed.notification("n", account("UPDATED", 2, 7));

    // When
    List<Difference> differences = compare();

    // Then
    assertThat(differences).extracting(Difference::kind).containsExactly(Kind.NOTIFICATION_CONTENT);
  }

  @Test
  void shouldFindAWrongSummary() {
    // Given
    observeAll();
    observed.incident(summary(5));

    // When
    List<Difference> differences = compare();

    // Then
    assertThat(differences).extracting(Difference::kind).containsExactly(Kind.INCIDENT);
  }

  @Test
  void shouldFindAnUnexpectedDeadLetter() {
    // Given
    observeAll();
    observed.deadLetter("NULL_VALUE");

    // When
    List<Difference> differences = compare();

    // Then
    assertThat(differences)
        .containsExactly(new Difference(Kind.DEAD_LETTERS, "NULL_VALUE: 1 instead of 0"));
  }

  @Test
  void shouldListAFewOfManyAndCountTheRest() {
    // Given
    observeAll();

    // When
    for (int i = 0; i < 25; i++) {
      observed.exposure(exposed("FLAGGED", "e", "1"));
    }

    // Then
    assertThat(compare()).hasSize(11);
    assertThat(compare().getLast().detail()).isEqualTo("and 15 more of this kind");
  }

  private void observeAll() {
    observed.exposure(exposed("FLAGGED", "e", "1"));
    observed.notification("u", user("CREATED", 1));
    observed.notification("n", account("CREATED", 1, 1));
    observed.incident(summary(1));
  }

  private List<Difference> compare() {
    Expected expected = Recount.compute(PUSHED::forEach, List.of(WINDOW), Set.of("a"));
    return Verification.compare(
        PUSHED::forEach,
        List.of(WINDOW),
        Map.of("a", ACCOUNT),
        Set.of("i"),
        expected,
        Map.of(),
        observed);
  }

  private static ExposedRecord exposed(String action, String id, String logId) {
    return ExposedRecord.newBuilder()
        .setExposureId(id)
        .setAction(action)
        .setIncidentId("i")
        .setRevision(0)
        .setProvider("semaphore")
        .setAccountId("a")
        .setLogId(logId)
        .setPhone("+1 202-555-0134")
        .setPhoneE164(PHONE)
        .setChannel("SMS")
        .setSentAt(AT)
        .setDecidedAt(AT)
        .build();
  }

  private static ExposureNotification user(String action, long revision) {
    return notification("u", action, revision).setAudience("USER").setPhone(PHONE).build();
  }

  private static ExposureNotification account(String action, long revision, long records) {
    return notification("n", action, revision)
        .setAudience("ACCOUNT")
        .setRecordCount(records)
        .setAffectedUserCount(1L)
        .setCountsByChannel(Map.of("SMS", 1L))
        .setFirstSeen(AT)
        .setLastSeen(AT)
        .build();
  }

  private static ExposureNotification.Builder notification(
      String id, String action, long revision) {
    return ExposureNotification.newBuilder()
        .setNotificationId(id)
        .setRevision(revision)
        .setAction(action)
        .setIncident(incident())
        .setAccountId("a")
        .setAccountName(ACCOUNT.name())
        .setContact(ACCOUNT.contact())
        .setIssuedAt(AT.plusSeconds(revision));
  }

  private static IncidentSummary summary(long records) {
    return IncidentSummary.newBuilder()
        .setIncident(incident())
        .setStatus("ACTIVE")
        .setRevision(0)
        .setWindows(
            List.of(
                WindowScope.newBuilder()
                    .setWindowId("w")
                    .setProvider("semaphore")
                    .setFrom(WINDOW.from())
                    .setTo(WINDOW.to())
                    .setStatus("ACTIVE")
                    .build()))
        .setRecordCount(records)
        .setAffectedUserCount(1)
        .setAccountCount(1)
        .setCoverage(Coverage.newBuilder().setState("COMPLETE").build())
        .setPartitionsTotal(1)
        .setPartitionsComplete(1)
        .setUpdatedAt(AT)
        .build();
  }

  private static Incident incident() {
    return Incident.newBuilder()
        .setIncidentId("i")
        .setTitle("Logs downloaded")
        .setBecameAwareAt(AT)
        .build();
  }
}
