package dev.tocsin.proof.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.proof.story.AccountVersion;
import dev.tocsin.proof.story.Push;
import dev.tocsin.proof.story.Step;
import dev.tocsin.proof.story.Story;
import dev.tocsin.proof.story.WindowVersion;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The oracle answers what follows from the definition of an exposure. */
class OracleTest {

  private static final long NOON = 1_709_294_400_000L; // 2024-03-01T12:00:00Z

  private final Oracle oracle = new Oracle(NOON - 1000);

  @AfterEach
  void close() {
    oracle.close();
  }

  @Test
  void shouldFlagFromTheFirstMillisecondToTheOneBeforeTheLast() {
    // Given
    Story story =
        story(
            List.of(
                push("m1", NOON - 1),
                push("m2", NOON),
                push("m3", NOON + 9),
                push("m4", NOON + 10)),
            List.of(new Step<>("w", window(NOON, NOON + 10, true, null))),
            List.of());
    // When
    Set<String> lines = oracle.answer(story);
    // Then
    assertThat(lines)
        .containsExactly(
            "flagged i duo acme m2 +12025550120 SMS 2024-03-01T12:00:00Z",
            "flagged i duo acme m3 +12025550120 SMS 2024-03-01T12:00:00.009Z",
            "incident i 'Title' guidance - ACTIVE records 2 users 1 accounts 1 {SMS=2} drafts 0"
                + " pending 2 windows [w] COMPLETE");
  }

  @Test
  void shouldNotifyTheAccountAndThePersonOnce() {
    // Given
    Story story =
        story(
            List.of(push("m1", NOON), push("m1", NOON), push("m2", NOON + 1)),
            List.of(new Step<>("w", window(NOON, null, true, "acme"))),
            List.of(new Step<>("acme", new AccountVersion("Acme", "soc@acme.example"))));
    // When
    Set<String> lines = oracle.answer(story);
    // Then
    assertThat(lines)
        .contains(
            "user i 'Title' guidance - of acme 'Acme' contact soc@acme.example number +12025550120",
            "account i 'Title' guidance - to acme 'Acme' contact soc@acme.example records 2 users 1"
                + " {SMS=2} from 2024-03-01T12:00:00Z to 2024-03-01T12:00:00.001Z windows"
                + " [w[2024-03-01T12:00:00Z..)] COMPLETE")
        .hasSize(5);
  }

  @Test
  void shouldCountADraftWithoutNotifying() {
    // Given
    Story story =
        story(
            List.of(push("m1", NOON)),
            List.of(new Step<>("w", window(NOON, null, false, null))),
            List.of(new Step<>("acme", new AccountVersion("Acme", null))));
    // When
    Set<String> lines = oracle.answer(story);
    // Then
    assertThat(lines)
        .containsExactly(
            "incident i 'Title' guidance - DRAFT records 0 users 0 accounts 0 {} drafts 1 pending 0"
                + " windows [w] COMPLETE");
  }

  @Test
  void shouldReportNothingOfAWithdrawnWindow() {
    // Given
    Story story =
        story(
            List.of(push("m1", NOON)),
            List.of(new Step<>("w", window(NOON, null, true, null)), new Step<>("w", null)),
            List.of());
    // When
    Set<String> lines = oracle.answer(story);
    // Then
    assertThat(lines)
        .containsExactly(
            "incident i WITHDRAWN records 0 users 0 accounts 0 {} drafts 0 pending 0 windows []"
                + " COMPLETE");
  }

  @Test
  void shouldIgnoreStepsOfAuthorsWhoSawAnOldRevision() {
    // Given
    WindowVersion first = window(NOON, NOON + 10, true, null);
    WindowVersion second = window(NOON, NOON + 20, true, null);
    Story story =
        story(
            List.of(push("m1", NOON), push("m2", NOON + 15)),
            List.of(
                new Step<>("w", first, 0),
                new Step<>("w", second, 1),
                new Step<>("w", null, 2),
                new Step<>("w", first, 1),
                new Step<>("w", first, 0)),
            List.of());
    // When
    Set<String> lines = oracle.answer(story);
    // Then
    assertThat(lines).filteredOn(line -> line.startsWith("flagged")).hasSize(2);
    assertThat(oracle.refused(story)).isEqualTo(3);
  }

  @Test
  void shouldNotCompleteUnretainedOrUnreadRecords() {
    // Given
    WindowVersion old = window(0, 1L, true, null);
    WindowVersion unread =
        new WindowVersion("i", "Title", null, "unread", null, null, NOON, null, true);
    Story story =
        story(List.of(), List.of(new Step<>("w1", old), new Step<>("w2", unread)), List.of());
    // When
    Set<String> lines = oracle.answer(story);
    // Then
    assertThat(lines)
        .singleElement()
        .asString()
        .endsWith("PARTIAL[BEFORE_RETAINED_HISTORY, PROVIDER_NOT_READ]");
  }

  @Test
  void shouldSeparateStories() {
    // Given
    Story one =
        story(
            List.of(push("m1", NOON)),
            List.of(new Step<>("w", window(NOON, null, true, null))),
            List.of());
    Story two = story(List.of(push("m2", NOON)), List.of(), List.of());
    // When
    List<Set<String>> lines = oracle.answer(List.of(one, two, one));
    // Then
    assertThat(lines.get(0)).hasSize(2).isEqualTo(lines.get(2)).isEqualTo(oracle.answer(one));
    assertThat(lines.get(1)).isEmpty();
  }

  private static Story story(
      List<Push> pushes, List<Step<WindowVersion>> windows, List<Step<AccountVersion>> accounts) {
    return new Story(List.of("duo"), pushes, windows, accounts);
  }

  private static Push push(String id, long at) {
    return new Push("duo", "acme", id, "+12025550120", null, "+12025550120", "SMS", at);
  }

  private static WindowVersion window(long from, Long to, boolean active, String account) {
    return new WindowVersion(
        "i",
        "Title",
        null,
        "duo",
        account == null ? null : new TreeSet<>(Set.of(account)),
        null,
        from,
        to,
        active);
  }
}
