package dev.tocsin.cli.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.topology.intake.WindowRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowCheckTest {

  private static final Instant NOW = Instant.parse("2024-05-01T12:00:00Z");

  private final WindowCheck check =
      new WindowCheck(List.of("duo", "other"), new WindowRules(Duration.ofDays(1), 10_000), NOW);

  private final CompromiseWindow window = Windows.march();

  @Test
  void shouldAcceptValidWindow() {
    // Given
    window.setAccountIds(accounts(10_000));
    window.setTo(NOW.plus(Duration.ofDays(1)));

    // Then
    assertThat(check.problems(window)).isEmpty();
    assertThat(check.doubts(window)).isEmpty();
    assertThat(WindowCheck.unrecognizedFields(window)).isEmpty();
  }

  @Test
  void shouldRejectEmptyRange() {
    // Given
    window.setTo(window.getFrom());

    // Then
    assertThat(check.problems(window)).singleElement().asString().contains("covers nothing");

    // Given
    window.setTo(window.getFrom().minusMillis(1));

    // Then
    assertThat(check.problems(window)).singleElement().asString().contains("swap them");
  }

  @Test
  void shouldRejectTimesOutOfRange() {
    // Given
    Instant tooFar = NOW.plus(Duration.ofDays(1)).plusMillis(1);
    window.setFrom(Instant.EPOCH.minusMillis(1));
    window.setTo(tooFar);
    window.getIncident().setBecameAwareAt(tooFar);

    // Then
    assertThat(check.problems(window))
        .hasSize(3)
        .anyMatch(problem -> problem.contains("use --from 1970-01-01"))
        .anyMatch(problem -> problem.contains("use --open"))
        .anyMatch(problem -> problem.startsWith("--became-aware-at"));
  }

  @Test
  void shouldRejectTooManyAccounts() {
    // Given
    window.setAccountIds(accounts(10_001));

    // Then
    assertThat(check.problems(window)).singleElement().asString().contains("10001", "split it");
  }

  @Test
  void shouldDoubtUnrecognizedNames() {
    // Given
    window.setProvider("dou");
    window.setChannels(List.of("SMSS"));
    window.getIncident().setExposedFields(List.of("phone", "shoe size"));

    // Then
    assertThat(check.doubts(window))
        .containsExactly(
            "provider 'dou' is not configured (duo, other); did you mean 'duo'?",
            "channel 'SMSS' is unrecognized (EMAIL, FAX, MMS, PUSH, RCS, SMS, VIBER, VOICE, WHATSAPP); did you mean 'SMS'?");
    assertThat(WindowCheck.unrecognizedFields(window)).containsExactly("shoe size");
  }

  @Test
  void shouldRejectTextThatTheDetectorRejects() {
    // Given
    window.getIncident().setTitle("x".repeat(1_025));
    window.getIncident().setGuidance("x".repeat(16_385));

    // Then
    assertThat(check.problems(window))
        .containsExactly(
            "--title: title has 1025 characters; at most 1024 are allowed; shorten it",
            "--guidance: guidance has 16385 characters; at most 16384 are allowed; shorten it");
  }

  private static List<String> accounts(int count) {
    return IntStream.range(0, count).mapToObj(i -> "account-" + i).toList();
  }
}
