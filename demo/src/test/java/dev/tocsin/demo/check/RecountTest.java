package dev.tocsin.demo.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.demo.traffic.LogEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecountTest {

  private static final Instant FROM = Instant.parse("2024-03-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2024-04-01T00:00:00Z");

  @Test
  void shouldIncludeTheFirstInstantAndExcludeTheLast() {
    // Given
    List<LogEntry> pushed =
        List.of(
            entry("1", "a", "+1", "SMS", FROM.minusMillis(1)),
            entry("2", "a", "+1", "SMS", FROM),
            entry("3", "a", "+1", "SMS", TO.minusMillis(1)),
            entry("4", "a", "+1", "SMS", TO));

    // When
    Expected expected = compute(pushed, window("w", "i", false), "a");

    // Then
    assertThat(expected.exposures()).hasSize(2);
    assertThat(expected.impact())
        .containsExactly(
            Map.entry(
                new AccountKey("i", "a"),
                new ExpectedImpact(
                    2, 1, Map.of("SMS", 2L), FROM.toEpochMilli(), TO.toEpochMilli() - 1)));
  }

  @Test
  void shouldCountARepeatedRecordOnce() {
    // Given
    List<LogEntry> pushed =
        List.of(entry("1", "a", "+1", "SMS", FROM), entry("1", "a", "+1", "sms", FROM));

    // When
    Expected expected = compute(pushed, window("w", "i", false), "a");

    // Then
    assertThat(expected.exposures()).hasSize(1);
  }

  @Test
  void shouldCountOverlappingWindowsOfOneIncidentOnceAndOfTwoTwice() {
    // Given
    List<LogEntry> pushed = List.of(entry("1", "a", "+1", "SMS", FROM));

    // When
    Expected expected =
        Recount.compute(
            pushed::forEach,
            List.of(window("w1", "i", false), window("w2", "i", false), window("w3", "j", false)),
            Set.of("a"));

    // Then
    assertThat(expected.exposures()).hasSize(2);
    assertThat(expected.people()).containsExactlyInAnyOrderEntriesOf(Map.of("i", 1L, "j", 1L));
  }

  @Test
  void shouldLeaveOutOtherProvidersAccountsAndChannels() {
    // Given
    List<LogEntry> pushed =
        List.of(
            entry("1", "a", "+1", "SMS", FROM),
            entry("2", "b", "+1", "SMS", FROM),
            entry("3", "a", "+1", "VOICE", FROM));
    DeclaredWindow narrow =
        new DeclaredWindow("w", "i", "semaphore", Set.of("a"), Set.of("SMS"), FROM, null, false);
    DeclaredWindow elsewhere = new DeclaredWindow("v", "j", "other", null, null, FROM, null, false);

    // When
    Expected expected =
        Recount.compute(pushed::forEach, List.of(narrow, elsewhere), Set.of("a", "b"));

    // Then
    assertThat(expected.exposures()).hasSize(1);
    assertThat(expected.people()).containsOnlyKeys("i");
  }

  @Test
  void shouldHoldNotificationsOfAnUnknownAccount() {
    // Given
    List<LogEntry> pushed =
        List.of(
            entry("1", "a", "+1", "SMS", FROM),
            entry("2", "b", "+1", "SMS", FROM),
            entry("3", "b", "+2", "SMS", FROM));

    // When
    Expected expected = compute(pushed, window("w", "i", false), "a");

    // Then
    assertThat(expected.peopleNotified()).hasSize(1);
    assertThat(expected.accountsNotified()).containsExactly(new AccountKey("i", "a"));
    assertThat(expected.pending()).as("account b and its two people").containsEntry("i", 3L);
    assertThat(expected.peopleTotal()).isEqualTo(3);
  }

  @Test
  void shouldOnlyCountWhatADraftAloneCovers() {
    // Given
    List<LogEntry> pushed =
        List.of(entry("1", "a", "+1", "SMS", FROM), entry("2", "a", "+1", "VOICE", FROM));
    DeclaredWindow active =
        new DeclaredWindow("w", "i", "semaphore", null, Set.of("SMS"), FROM, TO, false);

    // When
    Expected expected =
        Recount.compute(pushed::forEach, List.of(window("d", "i", true), active), Set.of("a"));

    // Then
    assertThat(expected.drafts()).containsExactly(Map.entry("i", 1L));
    assertThat(expected.exposures()).hasSize(1);
  }

  @Test
  void shouldMaskNumbersWhenItExplains() {
    // Given
    List<LogEntry> pushed = List.of(entry("1", "a", "+12025550134", "SMS", FROM));
    Expected expected = compute(pushed, window("w", "i", false), "a");

    // When
    Map<Long, String> names =
        Recount.explain(pushed::forEach, Set.of("i"), expected.peopleNotified());

    // Then
    assertThat(names.values()).containsExactly("incident i, account a, number +1********34");
  }

  private static Expected compute(List<LogEntry> pushed, DeclaredWindow window, String known) {
    return Recount.compute(pushed::forEach, List.of(window), Set.of(known));
  }

  static DeclaredWindow window(String id, String incident, boolean draft) {
    return new DeclaredWindow(id, incident, "semaphore", null, null, FROM, TO, draft);
  }

  static LogEntry entry(
      String logId, String account, String phone, String channel, Instant sentAt) {
    return new LogEntry(
        "semaphore",
        account,
        logId,
        phone,
        null,
        phone,
        channel,
        sentAt.toEpochMilli(),
        "authentication",
        null,
        null,
        null);
  }
}
