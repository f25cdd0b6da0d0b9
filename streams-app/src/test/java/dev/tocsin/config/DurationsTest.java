package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource({
    "100ms,PT0.1S",
    "1s,PT1S",
    "30 s,PT30S",
    "5m,PT5M",
    "12h,PT12H",
    "400d,PT9600H",
    "P400D,PT9600H",
    "pt1h30m,PT1H30M",
    "' 0s ',PT0S"
  })
  void shouldParseDurations(String text, Duration expected) {
    assertThat(Durations.parse(text)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "d", "1w", "1.5h", "-1s", "1h30m", "999999999999999d", "P1M"})
  void shouldRejectOtherText(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  @Test
  void shouldParseWhatItFormats() {
    // Given
    long seed = Long.getLong("tocsin.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int i = 0; i < 1_000; i++) {
      Duration duration = Duration.ofMillis(random.nextLong(1L << random.nextInt(1, 45)));
      // When
      String text = Durations.format(duration);
      // Then
      assertThat(Durations.parse(text)).as("seed %d, %s", seed, text).contains(duration);
    }
  }

  @Test
  void shouldFormatInTheLargestUnit() {
    assertThat(Durations.format(Duration.ofHours(48))).isEqualTo("2d");
    assertThat(Durations.format(Duration.ofMinutes(90))).isEqualTo("90m");
    assertThat(Durations.format(Duration.ofMillis(1_500))).isEqualTo("1500ms");
    assertThat(Durations.format(Duration.ZERO)).isEqualTo("0s");
    assertThat(Durations.format(Duration.ofNanos(1))).isEqualTo("PT0.000000001S");
  }
}
