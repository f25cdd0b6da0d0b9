package dev.tocsin.cli.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.Console;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.topic.Publisher;
import dev.tocsin.event.Coverage;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.topology.EventSerdes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IncidentIT {

  private static Cli cli;

  @BeforeAll
  static void fill() throws Exception {
    cli = Cli.onCluster("incident-it.");
    try (Publisher<IncidentSummary> publisher =
        new Publisher<>(cli.config(), cli.config().topics().incident(), EventSerdes::incident)) {
      IncidentSummary summary = IncidentTextTest.summary();
      summary.setRecordCount(1L);
      publisher.write("inc", summary);
      summary.setRecordCount(30L);
      publisher.write("inc", summary);
    }
    try (Publisher<ExposedRecord> publisher =
        new Publisher<>(
            cli.config(), cli.config().topics().exposedRecord(), EventSerdes::exposedRecord)) {
      publisher.write("acme", exposed("acme", "m1", "FLAGGED", "+12125550123", "2024-03-02"));
      publisher.write("acme", exposed("acme", "m2", "FLAGGED", "+12125550123", "2024-03-01"));
      publisher.write("acme", exposed("acme", "m3", "FLAGGED", "+12125550145", "2024-03-04"));
      publisher.write("acme", exposed("acme", "m4", "FLAGGED", "+12125550199", "2024-03-05"));
      publisher.write("acme", exposed("acme", "m4", "WITHDRAWN", "+12125550199", "2024-03-05"));
      publisher.write("globex", exposed("globex", "m5", "FLAGGED", "555-0177", "2024-03-03"));
      publisher.write("initech", exposed("initech", "m6", "FLAGGED", "+12125550123", "2024-03-03"));
      publisher.write(
          "initech", exposed("initech", "m6", "WITHDRAWN", "+12125550123", "2024-03-03"));
      ExposedRecord other = exposed("acme", "m7", "FLAGGED", "+12125550123", "2024-03-03");
      other.setIncidentId("other");
      publisher.write("acme", other);
    }
    try (Publisher<ExposureNotification> publisher =
        new Publisher<>(
            cli.config(), cli.config().topics().notification(), EventSerdes::notification)) {
      publisher.write("n-acme", notification("acme", "CREATED"));
      publisher.write("n-globex", notification("globex", "CREATED"));
      publisher.write("n-globex", notification("globex", "CLOSED"));
    }
  }

  private static ExposedRecord exposed(
      String account, String log, String action, String phone, String day) {
    return ExposedRecord.newBuilder()
        .setExposureId("e-" + log)
        .setAction(action)
        .setIncidentId("inc")
        .setRevision(1)
        .setProvider("duo")
        .setAccountId(account)
        .setLogId(log)
        .setPhone(phone)
        .setPhoneE164(phone.startsWith("+") ? phone : null)
        .setChannel("SMS")
        .setSentAt(Instant.parse(day + "T10:00:00Z"))
        .setDecidedAt(Instant.parse("2024-04-12T00:00:00Z"))
        .build();
  }

  private static ExposureNotification notification(String account, String action) {
    IncidentSummary summary = IncidentTextTest.summary();
    return ExposureNotification.newBuilder()
        .setNotificationId("n-" + account)
        .setRevision(1)
        .setAction(action)
        .setAudience("ACCOUNT")
        .setIncident(summary.getIncident())
        .setAccountId(account)
        .setAccountName("The " + account)
        .setCoverage(Coverage.newBuilder().setState("COMPLETE").setReasons(List.of()).build())
        .setIssuedAt(Instant.parse("2024-04-12T00:00:00Z"))
        .build();
  }

  @Test
  void shouldListLatestSummaries() {
    assertThat(cli.run("incident", "list").lines().getLast())
        .matches("inc +ACTIVE +PARTIAL +5/6 +30 +20 +2 +1 +2024-04-13T11:59:30Z +Telephony logs");
    assertThat(cli.json("incident", "list").at("/0/windows")).hasSize(2);
  }

  @Test
  void shouldShowIncident() {
    // When
    Result text = cli.run("incident", "show", "inc");
    JsonNode json = cli.json("incident", "show", "inc");

    // Then
    assertThat(text.out()).contains("affected: 30 records, 20 people, 2 accounts");
    assertThat(json.at("/coverage/state").asText()).isEqualTo("PARTIAL");
    assertThat(json.at("/since_became_aware").asText()).startsWith("PT");
  }

  @Test
  void shouldListAccountsWithNotificationTime() {
    // When
    Result all = cli.run("incident", "accounts", "inc");
    Result pending = cli.run("incident", "accounts", "inc", "--pending");
    JsonNode json = cli.json("incident", "accounts", "inc");

    // Then
    String acme = "acme +3 +2 +2024-03-01T10:00:00Z +2024-03-04T10:00:00Z +2024-04-12T00:00:00Z *";
    String globex = "globex +1 +1 +2024-03-03T10:00:00Z +2024-03-03T10:00:00Z +pending *";
    assertThat(all.lines()).hasSize(3);
    assertThat(all.lines().get(1)).matches(acme);
    assertThat(all.lines().get(2)).matches(globex);
    assertThat(pending.lines()).hasSize(2);
    assertThat(pending.lines().get(1)).matches(globex);
    assertThat(all.err()).contains("26 of the incident's 30 records", "topics.record.retention");
    assertThat(json).hasSize(2);
    assertThat(json.at("/0/account_name").asText()).isEqualTo("The acme");
    assertThat(json.at("/1/notified_at").isNull()).isTrue();
  }

  @Test
  void shouldPrintRecordsThatAreNotWithdrawn() throws Exception {
    // When
    Result all = cli.run("incident", "records", "inc");
    Result whole =
        cli.run("incident", "records", "inc", "--account=acme", "--show-phones", "--output=json");
    Result none = cli.run("incident", "records", "inc", "--account=initech");

    // Then
    assertThat(all.lines())
        .containsExactlyInAnyOrder(
            "2024-03-02T10:00:00Z account=acme channel=SMS phone=+1********23 log_id=m1",
            "2024-03-01T10:00:00Z account=acme channel=SMS phone=+1********23 log_id=m2",
            "2024-03-04T10:00:00Z account=acme channel=SMS phone=+1********45 log_id=m3",
            "2024-03-03T10:00:00Z account=globex channel=SMS phone=55****77 log_id=m5");
    assertThat(all.out() + all.err()).doesNotContain("5550123");
    assertThat(whole.lines()).hasSize(3);
    JsonNode first = Console.mapper().readTree(whole.lines().getFirst());
    assertThat(first.at("/phone_e164").asText()).isEqualTo("+12125550123");
    assertThat(first.at("/log_id").asText()).isEqualTo("m1");
    assertThat(none.exitCode()).isEqualTo(ExitCodes.OK);
    assertThat(none.out()).isEmpty();
    assertThat(none.err()).contains("no record of account 'initech' is exposed");
  }

  @Test
  void shouldReportUnknownIncident() {
    // When
    Result unknown = cli.run("incident", "show", "icn");

    // Then
    assertThat(unknown.exitCode()).isEqualTo(ExitCodes.NEGATIVE);
    assertThat(unknown.err()).contains("no incident 'icn' yet; did you mean 'inc'?");
    assertThat(cli.run("incident", "accounts", "icn").exitCode()).isEqualTo(ExitCodes.NEGATIVE);
    assertThat(cli.run("incident", "records", "icn").exitCode()).isEqualTo(ExitCodes.NEGATIVE);
  }
}
