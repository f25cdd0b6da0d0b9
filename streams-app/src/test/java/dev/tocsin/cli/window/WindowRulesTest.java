package dev.tocsin.cli.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.history.block.BlockLimits;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.topology.TopologySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowRulesTest {

  private static final Instant NOW = Instant.parse("2024-05-01T12:00:00Z");

  private final WindowRules rules =
      new WindowRules(
          new TopologySettings(
              new TopicNames(""),
              List.of("duo", "other"),
              6,
              Duration.ofDays(400),
              Duration.ofDays(1),
              Duration.ofSeconds(1),
              Duration.ofMillis(50),
              10_000,
              1_000_000,
              1_000_000,
              1000,
              new BlockLimits(1000, 1_000_000),
              1_000_000,
              new TreeMap<>()),
          NOW);

  private final CompromiseWindow window = Windows.march();

  @Test
  void shouldAcceptAWindowThatMakesSense() {
    // Given
    window.setAccountIds(accounts(10_000));
    window.setTo(NOW.plus(Duration.ofDays(1)));

    // Then
    assertThat(rules.problems(window)).isEmpty();
    assertThat(rules.doubts(window)).isEmpty();
    assertThat(WindowRules.unusualFields(window)).isEmpty();
  }

  @Test
  void shouldRefuseRangesThatCoverNothing() {
    // Given
    window.setTo(window.getFrom());

    // Then
    assertThat(rules.problems(window)).singleElement().asString().contains("covers nothing");

    // Given
    window.setTo(window.getFrom().minusMillis(1));

    // Then
    assertThat(rules.problems(window)).singleElement().asString().contains("swap them");
  }

  @Test
  void shouldRefuseTimesThatWouldBeDeadLetters() {
    // Given
    Instant tooFar = NOW.plus(Duration.ofDays(1)).plusMillis(1);
    window.setFrom(Instant.EPOCH.minusMillis(1));
    window.setTo(tooFar);
    window.getIncident().setBecameAwareAt(tooFar);

    // Then
    assertThat(rules.problems(window))
        .hasSize(3)
        .anyMatch(problem -> problem.contains("use --from 1970-01-01"))
        .anyMatch(problem -> problem.contains("use --open"))
        .anyMatch(problem -> problem.startsWith("--became-aware-at"));
  }

  @Test
  void shouldRefuseTooManyAccounts() {
    // Given
    window.setAccountIds(accounts(10_001));

    // Then
    assertThat(rules.problems(window)).singleElement().asString().contains("10001", "split it");
  }

  @Test
  void shouldDoubtNamesThatNobodyElseUses() {
    // Given
    window.setProvider("dou");
    window.setChannels(List.of("SMSS"));
    window.getIncident().setExposedFields(List.of("phone", "shoe size"));

    // Then
    assertThat(rules.doubts(window))
        .containsExactly(
            "provider 'dou' is not among the configured ones (duo, other); did you mean 'duo'?",
            "channel 'SMSS' is none that is usual (EMAIL, FAX, MMS, PUSH, RCS, SMS, VIBER, VOICE, WHATSAPP); did you mean 'SMS'?");
    assertThat(WindowRules.unusualFields(window)).containsExactly("shoe size");
  }

  private static List<String> accounts(int count) {
    return IntStream.range(0, count).mapToObj(i -> "account-" + i).toList();
  }
}
