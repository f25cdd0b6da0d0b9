package dev.tocsin.proof.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.PendingCause;
import dev.tocsin.telemetry.Telemetry.Pending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The telemetry of incidents and of pending notifications. */
class TelemetryTest {

  private final RecordingTelemetry telemetry = new RecordingTelemetry();
  private final TopologyHarness story =
      new TopologyHarness(TopologyHarness.settings(), TopologyHarness.serdes(), telemetry);

  @AfterEach
  void close() {
    story.close();
  }

  @Test
  void shouldReportSinceWhenNotificationsArePending() {
    // Given
    story.window("w").declare();
    story.settle();
    assertThat(pending()).isEqualTo(new Pending(0, -1));
    long since = TopologyHarness.NOW.plusMillis(6 * 1_100).toEpochMilli();
    story.log("m1").account("acme").push();
    story.settle();
    assertThat(pending()).isEqualTo(new Pending(2, since));

    // When
    story.advance(Duration.ofSeconds(10));
    story.log("m2").account("globex").push();
    story.log("m3").account("globex").phone("+12025550199").push();
    story.account("acme");
    story.settle();

    // Then
    assertThat(pending())
        .as("the other account became pending later")
        .isEqualTo(new Pending(3, since));

    // When
    story.account("globex");
    story.settle();

    // Then
    assertThat(pending()).isEqualTo(new Pending(0, -1));

    // When
    story.deleteAccount("acme");
    story.settle();

    // Then
    assertThat(pending().notifications()).isEqualTo(2);
    assertThat(pending().sinceMillis()).isGreaterThan(since + 10_000);
  }

  @Test
  void shouldReportTheLongestPendingIncident() {
    // Given
    story.window("w1").incident("first").accounts("acme").declare();
    story.window("w2").incident("second").accounts("globex").declare();
    story.log("m1").account("acme").push();
    story.advance(Duration.ofSeconds(30));

    // When
    story.log("m2").account("globex").push();
    story.settle();

    // Then
    assertThat(pending()).isEqualTo(new Pending(4, TopologyHarness.NOW.toEpochMilli()));

    // When
    story.account("acme");
    story.settle();

    // Then
    assertThat(pending())
        .isEqualTo(new Pending(2, TopologyHarness.NOW.plusSeconds(30).toEpochMilli()));
  }

  @Test
  void shouldReportTheStateOfEveryIncident() {
    // Given
    story.account("acme");
    story.log("m1").push();
    story.log("m2").phone("+12025550199").push();
    story.window("w1").incident("active").declare();
    story.window("w2").incident("draft").draft().declare();
    story.window("w3").incident("gone").declare();
    story.settle();

    // When
    story.withdraw("w3");
    story.settle();

    // Then
    Map<String, IncidentView> reported = reported();
    assertThat(reported).containsOnlyKeys("active", "draft", "gone");
    IncidentView active = reported.get("active");
    assertThat(active.status()).isEqualTo(IncidentView.Status.ACTIVE);
    assertThat(active.records()).isEqualTo(2);
    assertThat(active.users()).isEqualTo(2);
    assertThat(active.accounts()).isEqualTo(1);
    assertThat(active.progress().coverage().state()).isEqualTo(Coverage.State.COMPLETE);
    assertThat(reported.get("draft").status()).isEqualTo(IncidentView.Status.DRAFT);
    assertThat(reported.get("gone").status()).isEqualTo(IncidentView.Status.WITHDRAWN);
  }

  @Test
  void shouldRemoveItsReportsWhenATaskIsClosed() {
    // Given
    RecordingTelemetry reported = new RecordingTelemetry();
    try (TopologyHarness brief =
        new TopologyHarness(TopologyHarness.settings(), TopologyHarness.serdes(), reported)) {
      brief.window("w").declare();
      brief.settle();
      assertThat(reported.incidents).hasSize(1);

      // When
    }

    // Then
    assertThat(reported.incidents).isEmpty();
  }

  private Pending pending() {
    assertThat(telemetry.pending).hasSize(1);
    return telemetry.pending.values().iterator().next().get(PendingCause.ACCOUNT_UNKNOWN);
  }

  private Map<String, IncidentView> reported() {
    return telemetry.incidents.values().stream()
        .flatMap(List::stream)
        .collect(Collectors.toMap(view -> view.incident().id(), Function.identity()));
  }
}
