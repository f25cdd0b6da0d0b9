package dev.tocsin.domain;

import static dev.tocsin.domain.Examples.incident;
import static dev.tocsin.domain.Examples.log;
import static dev.tocsin.domain.Examples.window;
import static dev.tocsin.domain.Examples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class WindowBookTest {

  private static final LogRecord LOG = log("m").get();

  private final WindowBook book = new WindowBook();

  @Test
  void shouldBeEmptyBeforeFirstWindow() {
    // When Then
    assertThat(book.revision()).isEqualTo(WindowBook.NONE);
    assertThat(book.verdicts(LOG)).isEmpty();
    assertThat(book.standing("breach", LOG)).isNull();
    assertThat(book.inEffect()).isEmpty();
    assertThat(book.windowsOf("breach")).isEmpty();
    assertThat(book.details("breach")).isNull();
    assertThat(book.entry("w")).isNull();
  }

  @Test
  void shouldDistinguishActiveAndDraftWindows() {
    // Given
    book.apply(window("a").of("one").during(1_000, 2_000).at(0));
    book.apply(window("b").of("two").accounts("acme").draft().at(1));
    book.apply(window("c").of("three").channels("VOICE").at(2));
    // When Then
    assertThat(book.verdicts(LOG))
        .containsExactlyInAnyOrder(
            new Verdict("one", Standing.EXPOSED), new Verdict("two", Standing.DRAFT));
    assertThat(book.standing("one", LOG)).isEqualTo(Standing.EXPOSED);
    assertThat(book.standing("two", LOG)).isEqualTo(Standing.DRAFT);
    assertThat(book.standing("three", LOG)).isNull();
    assertThat(book.standing("one", log("m").at(1_999).get())).isEqualTo(Standing.EXPOSED);
    assertThat(book.standing("one", log("m").at(2_000).get())).isNull();
    assertThat(book.verdicts(log("m").by("other").get())).isEmpty();
  }

  @Test
  void shouldPreferActiveWindowOverDraft() {
    for (List<WindowChange> order :
        Examples.permutations(
            List.of(
                window("a").draft().at(0),
                window("b").accounts("acme").at(1),
                window("c").during(1_200, 1_600).draft().at(2)))) {
      // Given
      WindowBook book = new WindowBook();
      order.forEach(book::apply);
      // When Then
      assertThat(book.verdicts(LOG)).containsExactly(new Verdict("breach", Standing.EXPOSED));
    }
  }

  @Test
  void shouldFindWindowsOfAccountAndOfAllAccounts() {
    // Given
    book.apply(window("named").of("one").accounts("acme", "bolt").at(0));
    // When Then
    assertThat(book.standing("one", LOG)).isEqualTo(Standing.EXPOSED);
    assertThat(book.standing("one", log("m").account("bolt").get())).isEqualTo(Standing.EXPOSED);
    assertThat(book.verdicts(log("m").account("coil").get())).isEmpty();
    // When
    book.apply(window("every").of("two").at(1));
    // Then
    assertThat(book.verdicts(LOG)).hasSize(2);
    assertThat(book.verdicts(log("m").account("coil").get()))
        .containsExactly(new Verdict("two", Standing.EXPOSED));
  }

  @Test
  void shouldFollowRevisionWithdrawalAndNewDeclaration() {
    // Given
    assertThat(book.apply(window("w").during(1_000, 2_000).at(0))).isTrue();
    // When
    assertThat(book.apply(window("w").during(1_000, 1_500).at(1))).isTrue();
    // Then
    assertThat(book.verdicts(LOG)).isEmpty();
    assertThat(book.verdicts(log("m").at(1_499).get())).hasSize(1);
    // When
    assertThat(book.apply(withdrawn("w", 2))).isTrue();
    // Then
    assertThat(book.verdicts(log("m").at(1_499).get())).isEmpty();
    assertThat(book.entry("w")).isEqualTo(new WindowBook.Entry(2, null));
    assertThat(book.inEffect()).isEmpty();
    // When
    assertThat(book.apply(window("w").accounts("acme").at(3))).isTrue();
    // Then
    assertThat(book.verdicts(LOG)).hasSize(1);
    assertThat(book.revision()).isEqualTo(3);
  }

  @Test
  void shouldIgnoreRepeatedAndOlderRevisions() {
    // Given
    book.apply(window("w").titled("New").at(5));
    // When Then
    assertThat(book.apply(window("w").titled("Old").at(4))).isFalse();
    assertThat(book.apply(window("w").titled("Another").at(5))).isFalse();
    assertThat(book.apply(withdrawn("w", 5))).isFalse();
    assertThat(book.details("breach")).isEqualTo(incident("breach", "New"));
    assertThat(book.revision()).isEqualTo(5);
  }

  @Test
  void shouldKeepNewestRevisionOfBook() {
    // Given
    book.apply(window("new").at(7));
    // When
    book.apply(window("old").at(3));
    // Then
    assertThat(book.revision()).isEqualTo(7);
    assertThat(book.inEffect()).hasSize(2);
  }

  @Test
  void shouldNotRestoreWithdrawnWindow() {
    // Given
    book.apply(withdrawn("w", 4));
    // When
    book.apply(window("w").at(3));
    // Then
    assertThat(book.verdicts(LOG)).isEmpty();
    assertThat(book.entry("w")).isEqualTo(new WindowBook.Entry(4, null));
  }

  @Test
  void shouldMoveWindowToAnotherIncident() {
    // Given
    book.apply(window("w").of("one").at(0));
    assertThat(book.details("one")).isNotNull();
    assertThat(book.details("two")).isNull();
    // When
    book.apply(window("w").of("two").at(1));
    // Then
    assertThat(book.verdicts(LOG)).containsExactly(new Verdict("two", Standing.EXPOSED));
    assertThat(book.windowsOf("one")).isEmpty();
    assertThat(book.details("one")).isNull();
    assertThat(book.details("two")).isEqualTo(incident("two"));
    assertThat(book.inEffect()).containsExactlyElementsOf(book.windowsOf("two"));
  }

  @Test
  void shouldListWindowsOfIncidentById() {
    // Given
    book.apply(window("c").at(0));
    book.apply(window("a").draft().at(1));
    book.apply(window("b").during(1_000, 1_000).at(2));
    book.apply(window("d").of("another").at(3));
    // When Then
    assertThat(book.windowsOf("breach"))
        .extracting(entry -> Objects.requireNonNull(entry.window()).id())
        .containsExactly("a", "b", "c");
    assertThat(book.windowsOf("breach"))
        .extracting(WindowBook.Entry::isActive)
        .containsExactly(false, true, true);
    assertThat(new WindowBook.Entry(0, null).isActive()).isFalse();
  }

  @Test
  void shouldTakeDetailsOfNewestActiveWindow() {
    // Given
    book.apply(window("z").titled("First").at(0));
    book.apply(window("a").titled("Second").at(1));
    // When Then
    assertThat(book.details("breach")).isEqualTo(incident("breach", "Second"));
    // When
    book.apply(window("z").titled("Third").at(2));
    // Then
    assertThat(book.details("breach")).isEqualTo(incident("breach", "Third"));
    // When
    book.apply(withdrawn("z", 3));
    // Then
    assertThat(book.details("breach")).isEqualTo(incident("breach", "Second"));
  }

  @Test
  void shouldTakeDetailsOfDraftOnlyWithoutActiveWindow() {
    // Given
    book.apply(window("a").titled("Draft").draft().at(0));
    // When Then
    assertThat(book.details("breach")).isEqualTo(incident("breach", "Draft"));
    assertThat(book.activeDetails("breach")).isNull();
    // When
    book.apply(window("b").titled("Meant").at(1));
    book.apply(window("a").titled("Newer draft").draft().at(2));
    // Then
    assertThat(book.details("breach")).isEqualTo(incident("breach", "Meant"));
    assertThat(book.activeDetails("breach")).isEqualTo(incident("breach", "Meant"));
    // When
    book.apply(window("b").titled("Meant").draft().at(3));
    // Then
    assertThat(book.details("breach")).isEqualTo(incident("breach", "Meant"));
    assertThat(book.activeDetails("breach")).isNull();
  }

  /** Every order of these changes gives the same book, and reads in between change nothing. */
  @Test
  void shouldBeIndependentOfOrderOfChanges() {
    // Given
    List<WindowChange> changes =
        List.of(
            window("v").titled("One").draft().at(0),
            window("w").titled("Two").accounts("acme").during(1_000, 1_501).at(1),
            window("w").titled("Three").of("another").at(2),
            withdrawn("v", 3),
            window("v").titled("Five").channels("SMS").at(4),
            withdrawn("w", 5));
    List<String> expected = List.of();
    for (List<WindowChange> order : Examples.permutations(changes)) {
      WindowBook book = new WindowBook();
      // When
      for (WindowChange change : order) {
        book.apply(change);
        contents(book);
      }
      // Then
      if (expected.isEmpty()) {
        expected = contents(book);
      }
      assertThat(contents(book)).as("%s", order).isEqualTo(expected);
    }
    assertThat(expected)
        .contains("revision 5", "in effect [v@4]", "verdicts [breach EXPOSED]", "breach Five");
  }

  private static List<String> contents(WindowBook book) {
    List<String> contents = new ArrayList<>();
    contents.add("revision " + book.revision());
    contents.add(
        "in effect " + book.inEffect().stream().map(WindowBookTest::name).sorted().toList());
    contents.add(
        "verdicts "
            + book.verdicts(LOG).stream()
                .map(verdict -> verdict.incidentId() + " " + verdict.standing())
                .sorted()
                .toList());
    for (String id : List.of("breach", "another")) {
      Incident details = book.details(id);
      contents.add(id + " " + (details == null ? "unknown" : details.title()));
      contents.add(id + " active " + book.activeDetails(id));
      contents.add(
          id + " windows " + book.windowsOf(id).stream().map(WindowBookTest::name).toList());
    }
    return contents;
  }

  private static String name(WindowBook.Entry entry) {
    return Objects.requireNonNull(entry.window()).id() + "@" + entry.revision();
  }
}
