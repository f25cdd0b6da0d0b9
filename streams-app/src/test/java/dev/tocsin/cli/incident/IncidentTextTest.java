package dev.tocsin.cli.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.Coverage;
import dev.tocsin.event.Incident;
import dev.tocsin.event.IncidentSummary;
import dev.tocsin.event.WindowScope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IncidentTextTest {

  private static final Instant NOW = Instant.parse("2024-04-13T12:00:00Z");

  @Test
  void shouldPrintImpactAndCoverage() {
    // When
    List<String> lines =
        new IncidentText(NOW, new TreeMap<>(Map.of("gdpr", Duration.ofDays(3)))).lines(summary());

    // Then
    assertThat(lines)
        .containsExactly(
            "inc: Telephony logs",
            "  status: ACTIVE, window revision 7",
            "  became aware: 2024-04-12T00:00:00Z, 1 day 12 hours ago",
            "  deadline: gdpr 2024-04-15T00:00:00Z, in 1 day 12 hours",
            "  coverage: PARTIAL: BEFORE_RETAINED_HISTORY, DEAD_LETTERS",
            "  scanned: 5 of 6 partitions, 12345 records in the latest scans",
            "  affected: 30 records, 20 people, 2 accounts",
            "  by channel: SMS 25, VOICE 5",
            "  drafts only: 4 records",
            "  pending: ACCOUNT_UNKNOWN 1",
            "  dead letters: 3 that may be in the range of a window",
            "  exposed: phone, carrier",
            "  window: w1 (ACTIVE, duo, SMS): 2024-03-01T00:00:00Z inclusive to"
                + " 2024-04-01T00:00:00Z exclusive",
            "  window: w2 (DRAFT, duo, all channels): 2024-04-02T00:00:00Z inclusive to open",
            "  updated: 2024-04-13T11:59:30Z, 30 seconds ago");
  }

  static IncidentSummary summary() {
    return new IncidentSummary(
        new Incident(
            "inc",
            "Telephony logs",
            null,
            Instant.parse("2024-04-12T00:00:00Z"),
            null,
            null,
            List.of("phone", "carrier")),
        "ACTIVE",
        7L,
        List.of(
            new WindowScope(
                "w1",
                "duo",
                Instant.parse("2024-03-01T00:00:00Z"),
                Instant.parse("2024-04-01T00:00:00Z"),
                List.of("SMS"),
                "ACTIVE"),
            new WindowScope(
                "w2", "duo", Instant.parse("2024-04-02T00:00:00Z"), null, null, "DRAFT")),
        30L,
        20L,
        2L,
        Map.of("VOICE", 5L, "SMS", 25L),
        4L,
        Map.of("ACCOUNT_UNKNOWN", 1L),
        new Coverage("PARTIAL", List.of("BEFORE_RETAINED_HISTORY", "DEAD_LETTERS")),
        6,
        5,
        12345L,
        3L,
        NOW.minusSeconds(30));
  }
}
