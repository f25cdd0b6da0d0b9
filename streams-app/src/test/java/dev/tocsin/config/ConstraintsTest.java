package dev.tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConstraintsTest {

  @ParameterizedTest
  @CsvSource({
    "commit.interval,2s,transaction.timeout,2s",
    "scan.budget,5s,transaction.timeout,1s",
    "event.time.future.tolerance,2h,history.horizon,1h",
    "transaction.timeout,90s,liveness.stall.timeout,80s",
    "commit.interval,5s,shutdown.timeout,4s"
  })
  void shouldRejectDurationsThatContradictEachOther(
      String key, String value, String bound, String limit) {
    // When
    ConfigurationException thrown =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> TocsinConfig.load(Sources.of(Map.of(key, value, bound, limit))));
    // Then
    assertThat(thrown.problems())
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("key '" + key + "' (option -c " + key + ") must be shorter than")
                    .contains("'" + bound + "'", value, limit));
  }

  @Test
  void shouldRejectWindowsLargerThanARecord() {
    // When
    ConfigurationException thrown =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> TocsinConfig.load(Sources.of(Map.of("window.max.accounts", "100000"))));
    // Then
    assertThat(thrown.problems())
        .singleElement()
        .asString()
        .contains("window.max.accounts", "record.max.bytes", "8388608");
  }

  @Test
  void shouldRejectDeadLettersLargerThanARecord() {
    // Given
    Map<String, String> values =
        Map.of("dead.letter.max.bytes", "3000000", "record.max.bytes", "3000000");
    // When
    ConfigurationException thrown =
        catchThrowableOfType(
            ConfigurationException.class, () -> TocsinConfig.load(Sources.of(values)));
    // Then
    assertThat(thrown.problems()).singleElement().asString().contains("dead.letter.max.bytes");
  }

  @Test
  void shouldRejectStandbysWithTheStreamsProtocol() {
    // Given
    Map<String, String> values = Map.of("group.protocol", "streams", "standby.replicas", "1");
    // When
    ConfigurationException thrown =
        catchThrowableOfType(
            ConfigurationException.class, () -> TocsinConfig.load(Sources.of(values)));
    // Then
    assertThat(thrown.problems()).singleElement().asString().contains("standby.replicas");
  }

  @Test
  void shouldAcceptTheDefaults() {
    assertThatCode(() -> TocsinConfig.load(Sources.of(Map.of()))).doesNotThrowAnyException();
  }
}
