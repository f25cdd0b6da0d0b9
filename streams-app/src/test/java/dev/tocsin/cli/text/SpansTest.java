package dev.tocsin.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpansTest {

  @ParameterizedTest
  @CsvSource({
    "P31D, 31 days",
    "P30DT23H, 30 days 23 hours",
    "PT1H1M1S, 1 hour 1 minute",
    "PT-90S, 1 minute 30 seconds",
    "PT0.001S, 1 millisecond",
    "PT0S, 0 seconds",
  })
  void shouldPrintDuration(Duration length, String expected) {
    assertThat(Spans.of(length)).isEqualTo(expected);
  }
}
