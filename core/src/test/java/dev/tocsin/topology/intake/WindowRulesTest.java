package dev.tocsin.topology.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowRulesTest {

  private static final Instant NOW = Instant.parse("2024-05-01T12:00:00Z");

  private final WindowRules rules = new WindowRules(Duration.ofDays(1), 2);

  private final CompromiseWindow window =
      new CompromiseWindow(
          "march",
          new Incident("incident", "Telephony logs", null, NOW, null, null, List.of("phone")),
          "duo",
          List.of("a", "b"),
          List.of("SMS"),
          Instant.EPOCH,
          NOW.plus(Duration.ofDays(1)),
          "active",
          null,
          null);

  @Test
  void shouldAcceptValidWindow() {
    assertThat(rules.violations(window, NOW)).isEmpty();
  }

  @Test
  void shouldAcceptOpenWindowOfAllAccountsAndChannels() {
    // Given
    window.setTo(null);
    window.setAccountIds(null);
    window.setChannels(null);

    // Then
    assertThat(rules.violations(window, NOW)).isEmpty();
  }

  @Test
  void shouldReportAllViolations() {
    // Given
    window.setFrom(NOW.plus(Duration.ofDays(2)));
    window.setAccountIds(List.of("a", "b", " "));
    window.setChannels(List.of());
    window.setStatus("CLOSED");
    window.getIncident().setTitle("");
    window.getIncident().setBecameAwareAt(Instant.EPOCH.minusMillis(1));
    window.getIncident().setReportTo("x".repeat(1_025));

    // When
    List<WindowRules.Violation> violations = rules.violations(window, NOW);

    // Then
    assertThat(violations)
        .extracting(WindowRules.Violation::field, v -> v.rejection().reason())
        .containsExactly(
            tuple("from", DeadLetterReason.FUTURE_EVENT_TIME),
            tuple("from", DeadLetterReason.INVALID_RANGE),
            tuple("account_ids", DeadLetterReason.TOO_MANY_ACCOUNTS),
            tuple("channels", DeadLetterReason.EMPTY_LIST),
            tuple("title", DeadLetterReason.MISSING_FIELD),
            tuple("became_aware_at", DeadLetterReason.INVALID_EVENT_TIME),
            tuple("report_to", DeadLetterReason.FIELD_TOO_LONG),
            tuple("account_ids", DeadLetterReason.EMPTY_LIST),
            tuple("status", DeadLetterReason.INVALID_STATUS));
  }
}
