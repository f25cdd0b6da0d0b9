package dev.tocsin.domain;

import static dev.tocsin.domain.Examples.incident;
import static dev.tocsin.domain.Examples.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IncidentViewTest {

  private static final Coverage COMPLETE = Coverage.of(true, new TreeSet<>());

  @Test
  void shouldSumImpactPartitions() {
    // Given
    IncidentPart one = part(0, 5, new Counts(10, 4, 2, 100, 7), channels("SMS", 9, "VOICE", 1));
    IncidentPart two = part(1, 5, new Counts(3, 2, 1, 50, 5), channels("SMS", 3));
    // When
    IncidentView view = view(2, one, two);
    // Then
    assertThat(view.records()).isEqualTo(13);
    assertThat(view.users()).isEqualTo(6);
    assertThat(view.accounts()).isEqualTo(3);
    assertThat(view.drafts()).isEqualTo(150);
    assertThat(view.pending()).isEqualTo(12);
    assertThat(view.byChannel()).isEqualTo(channels("SMS", 12, "VOICE", 1));
  }

  @Test
  void shouldTakeDetailsOfPartWithNewestRevision() {
    // Given
    IncidentPart ahead = worded(1, 6, incident("breach", "New"), IncidentView.Status.WITHDRAWN);
    IncidentPart behind = worded(0, 5, incident("breach", "Old"), IncidentView.Status.ACTIVE);
    IncidentPart unaware = worded(2, 9, null, IncidentView.Status.DRAFT);
    for (List<IncidentPart> order : Examples.permutations(List.of(ahead, behind, unaware))) {
      // When
      IncidentView view = Objects.requireNonNull(IncidentView.of(order, 3));
      // Then
      assertThat(view.incident().title()).isEqualTo("New");
      assertThat(view.status()).isEqualTo(IncidentView.Status.WITHDRAWN);
      assertThat(view.revision()).isEqualTo(6);
      assertThat(view.windows()).isEqualTo(ahead.windows());
    }
  }

  @Test
  void shouldBeAbsentWithoutIncidentDetails() {
    // When Then
    assertThat(IncidentView.of(List.of(), 1)).isNull();
    assertThat(IncidentView.of(List.of(worded(0, 1, null, IncidentView.Status.DRAFT)), 1)).isNull();
  }

  @Test
  void shouldBeScanningUntilEveryPartHasNewestRevision() {
    // Given
    IncidentPart behind = part(0, 5, COMPLETE, 4, 0, 0);
    IncidentPart ahead = part(1, 6, COMPLETE, 4, 0, 0);
    // When Then
    assertThat(state(2, ahead)).isEqualTo(Coverage.State.SCANNING);
    assertThat(state(2, behind, ahead)).isEqualTo(Coverage.State.SCANNING);
    assertThat(view(2, behind, ahead).progress().partitionsComplete()).isZero();
    // When
    IncidentPart caughtUp = part(0, 6, COMPLETE, 4, 0, 0);
    // Then
    assertThat(state(2, caughtUp, ahead)).isEqualTo(Coverage.State.COMPLETE);
    assertThat(view(2, caughtUp, ahead).progress().partitionsComplete()).isEqualTo(4);
  }

  @Test
  void shouldCountFiguresButNotCoverageOfOlderPart() {
    // Given
    Coverage unread = partial(Coverage.Reason.DEAD_LETTERS);
    IncidentPart behind = part(0, 5, unread, 4, 900, 3);
    // When
    IncidentView view = view(2, behind, part(1, 6, COMPLETE, 4, 10, 0));
    // Then
    assertThat(view.records()).isEqualTo(2);
    assertThat(view.progress().coverage()).isEqualTo(Coverage.of(false, new TreeSet<>()));
    assertThat(view.progress().examined()).isEqualTo(10);
    assertThat(view.progress().deadLetters()).isZero();
  }

  @Test
  void shouldBeScanningWhileOnePartIs() {
    // Given
    IncidentPart scanning = part(0, 6, Coverage.of(false, new TreeSet<>()), 4, 0, 0);
    IncidentPart complete = part(1, 6, COMPLETE, 4, 0, 0);
    // When Then
    assertThat(state(2, scanning, complete)).isEqualTo(Coverage.State.SCANNING);
    assertThat(state(2, complete, scanning)).isEqualTo(Coverage.State.SCANNING);
  }

  @Test
  void shouldBePartialForReasonsOfAnyPart() {
    // Given
    IncidentPart one = part(0, 6, partial(Coverage.Reason.DEAD_LETTERS), 4, 0, 0);
    IncidentPart two = part(1, 6, partial(Coverage.Reason.PROVIDER_NOT_READ), 4, 0, 0);
    // When
    Coverage coverage = view(3, one, two, part(2, 6, COMPLETE, 4, 0, 0)).progress().coverage();
    // Then
    assertThat(coverage)
        .isEqualTo(partial(Coverage.Reason.DEAD_LETTERS, Coverage.Reason.PROVIDER_NOT_READ));
  }

  /** All parts report the same message-log partitions: their figures are compared, not summed. */
  @Test
  void shouldTakeMostScannedAndLeastComplete() {
    // Given
    IncidentPart one = part(0, 6, COMPLETE, 3, 700, 2);
    IncidentPart two = part(1, 6, COMPLETE, 2, 800, 1);
    for (List<IncidentPart> order : Examples.permutations(List.of(one, two))) {
      // When
      CoverageBook.Progress progress = Objects.requireNonNull(IncidentView.of(order, 2)).progress();
      // Then
      assertThat(progress).isEqualTo(new CoverageBook.Progress(COMPLETE, 2, 4, 800, 2));
    }
  }

  @Test
  void shouldDeriveStatusFromWindows() {
    // Given
    WindowBook.Entry draft = new WindowBook.Entry(0, window("a").draft().get());
    WindowBook.Entry active = new WindowBook.Entry(1, window("b").get());
    // When Then
    assertThat(IncidentView.Status.of(List.of())).isEqualTo(IncidentView.Status.WITHDRAWN);
    assertThat(IncidentView.Status.of(List.of(draft))).isEqualTo(IncidentView.Status.DRAFT);
    assertThat(IncidentView.Status.of(List.of(draft, active)))
        .isEqualTo(IncidentView.Status.ACTIVE);
  }

  private record Counts(long records, long users, long accounts, long drafts, long pending) {}

  private static IncidentPart part(
      int partition, long revision, Counts counts, SortedMap<String, Long> channels) {
    return new IncidentPart(
        "breach",
        partition,
        incident("breach"),
        revision,
        IncidentView.Status.ACTIVE,
        List.of(window("w" + partition).get()),
        counts.records(),
        counts.users(),
        counts.accounts(),
        counts.drafts(),
        channels,
        counts.pending(),
        new CoverageBook.Progress(COMPLETE, 4, 4, 0, 0));
  }

  private static IncidentPart part(
      int partition, long revision, Coverage coverage, int complete, long examined, long unread) {
    IncidentPart part = part(partition, revision, new Counts(1, 1, 1, 0, 0), channels("SMS", 1));
    return with(
        part,
        part.details(),
        part.status(),
        new CoverageBook.Progress(coverage, complete, 4, examined, unread));
  }

  private static IncidentPart worded(
      int partition, long revision, @Nullable Incident details, IncidentView.Status status) {
    IncidentPart part = part(partition, revision, COMPLETE, 4, 0, 0);
    return with(part, details, status, part.progress());
  }

  private static IncidentPart with(
      IncidentPart part,
      @Nullable Incident details,
      IncidentView.Status status,
      CoverageBook.Progress progress) {
    return new IncidentPart(
        part.incidentId(),
        part.partition(),
        details,
        part.revision(),
        status,
        part.windows(),
        part.records(),
        part.users(),
        part.accounts(),
        part.drafts(),
        part.byChannel(),
        part.pending(),
        progress);
  }

  private static IncidentView view(int partitions, IncidentPart... parts) {
    return Objects.requireNonNull(IncidentView.of(List.of(parts), partitions));
  }

  private static Coverage.State state(int partitions, IncidentPart... parts) {
    return view(partitions, parts).progress().coverage().state();
  }

  private static Coverage partial(Coverage.Reason... reasons) {
    return Coverage.of(true, new TreeSet<>(Set.of(reasons)));
  }

  private static SortedMap<String, Long> channels(String channel, long count) {
    return new TreeMap<>(Map.of(channel, count));
  }

  private static SortedMap<String, Long> channels(
      String channel, long count, String other, long otherCount) {
    return new TreeMap<>(Map.of(channel, count, other, otherCount));
  }
}
