package dev.tocsin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IncidentLabelTest {

  @Test
  void shouldLeaveAPlainIdAsItIs() {
    assertThat(IncidentLabel.of("INC-2024/04:duo.1_a")).isEqualTo("INC-2024/04:duo.1_a");
    assertThat(IncidentLabel.of("i".repeat(64))).isEqualTo("i".repeat(64));
  }

  @Test
  void shouldWriteNothingThatALabelOrAQueryHasToEscape() {
    assertThat(IncidentLabel.of("a \"b\"\\\n{c}=ü")).matches("a__b____c___~[0-9a-f]{8}");
  }

  @Test
  void shouldCutWhatIsLong() {
    assertThat(IncidentLabel.of("i".repeat(65))).hasSize(64).matches("i{55}~[0-9a-f]{8}");
  }

  @Test
  void shouldKeepIdsApartThatLookAlikeAfterwards() {
    assertThat(IncidentLabel.of("case 1")).isNotEqualTo(IncidentLabel.of("case_1"));
    assertThat(IncidentLabel.of("case 1")).isNotEqualTo(IncidentLabel.of("case#1"));
    assertThat(IncidentLabel.of("i".repeat(70) + "a"))
        .isNotEqualTo(IncidentLabel.of("i".repeat(70) + "b"));
  }
}
