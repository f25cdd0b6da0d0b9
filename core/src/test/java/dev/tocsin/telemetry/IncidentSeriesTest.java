package dev.tocsin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IncidentSeriesTest {

  @Test
  void shouldKeepPlainId() {
    assertThat(IncidentSeries.label("INC-2024/04:duo.1_a")).isEqualTo("INC-2024/04:duo.1_a");
    assertThat(IncidentSeries.label("i".repeat(64))).isEqualTo("i".repeat(64));
  }

  @Test
  void shouldReplaceCharactersThatNeedEscaping() {
    assertThat(IncidentSeries.label("a \"b\"\\\n{c}=ü")).matches("a__b____c___~[0-9a-f]{8}");
  }

  @Test
  void shouldShortenLongId() {
    assertThat(IncidentSeries.label("i".repeat(65))).hasSize(64).matches("i{55}~[0-9a-f]{8}");
  }

  @Test
  void shouldDistinguishSimilarIds() {
    assertThat(IncidentSeries.label("case 1")).isNotEqualTo(IncidentSeries.label("case_1"));
    assertThat(IncidentSeries.label("case 1")).isNotEqualTo(IncidentSeries.label("case#1"));
    assertThat(IncidentSeries.label("i".repeat(70) + "a"))
        .isNotEqualTo(IncidentSeries.label("i".repeat(70) + "b"));
  }
}
