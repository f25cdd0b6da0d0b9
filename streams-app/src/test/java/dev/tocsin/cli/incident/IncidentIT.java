package dev.tocsin.cli.incident;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.cli.Cli;
import dev.tocsin.cli.Cli.Result;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.topic.Publisher;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.topology.EventSerdes;
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
  }

  @Test
  void shouldListTheLatestOfEach() {
    assertThat(cli.run("incident", "list").lines().getLast())
        .matches("inc +ACTIVE +PARTIAL +5/6 +30 +20 +2 +1 +2024-04-13T11:59:30Z +Telephony logs");
    assertThat(cli.json("incident", "list").at("/0/windows")).hasSize(2);
  }

  @Test
  void shouldShowOne() {
    // When
    Result text = cli.run("incident", "show", "inc");
    JsonNode json = cli.json("incident", "show", "inc");

    // Then
    assertThat(text.out()).contains("affected: 30 records, 20 people, 2 accounts");
    assertThat(json.at("/coverage/state").asText()).isEqualTo("PARTIAL");
    assertThat(json.at("/since_became_aware").asText()).startsWith("PT");
  }

  @Test
  void shouldSayThatThereIsNoSuchIncident() {
    // When
    Result unknown = cli.run("incident", "show", "icn");

    // Then
    assertThat(unknown.exitCode()).isEqualTo(ExitCodes.NEGATIVE);
    assertThat(unknown.err()).contains("no incident 'icn' yet; did you mean 'inc'?");
  }
}
