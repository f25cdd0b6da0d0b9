package dev.tocsin.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  @Test
  void shouldCountPoliciesFromMomentOfAwareness() {
    // Given
    long aware = Instant.parse("2024-04-01T09:30:00Z").toEpochMilli();
    Incident incident = new Incident("i", "t", null, aware, null, null, List.of());
    // When
    List<Deadline> deadlines =
        Deadline.of(
            incident,
            new TreeMap<>(
                Map.of("us-state", Duration.ofDays(30), "gdpr-art-33", Duration.ofHours(72))));
    // Then
    assertThat(deadlines)
        .containsExactly(
            new Deadline("gdpr-art-33", Instant.parse("2024-04-04T09:30:00Z").toEpochMilli()),
            new Deadline("us-state", Instant.parse("2024-05-01T09:30:00Z").toEpochMilli()));
  }

  @Test
  void shouldHaveNoDeadlineWithoutPolicy() {
    // Given
    Incident incident = new Incident("i", "t", null, 0, null, null, List.of());
    // When Then
    assertThat(Deadline.of(incident, new TreeMap<>())).isEmpty();
  }
}
