package dev.tocsin.topology.impact;

import static dev.tocsin.domain.Examples.log;
import static dev.tocsin.domain.Examples.permutations;
import static dev.tocsin.domain.Examples.window;
import static dev.tocsin.domain.Examples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.Examples;
import dev.tocsin.domain.Identity;
import dev.tocsin.domain.ImpactOutput.Exposure;
import dev.tocsin.domain.LedgerRow;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.SeenSpan;
import dev.tocsin.domain.Standing;
import dev.tocsin.domain.Verdict;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.phone.PhoneNumbers;
import dev.tocsin.topology.TestStores;
import dev.tocsin.topology.state.LostStateException;
import dev.tocsin.topology.state.StoreKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class LedgerTest {

  private static final PhoneNumbers PHONES = new PhoneNumbers();

  /** One run of a ledger. */
  private static final class Run implements Ledger.Totals {

    final WindowBook book = new WindowBook();
    final List<Exposure> exposures = new ArrayList<>();
    final List<String> moves = new ArrayList<>();
    final Map<String, Integer> counts = new HashMap<>();
    final Ledger ledger =
        new Ledger(
            new Rows<>(
                TestStores.table(StoreTable.LEDGER),
                Codecs.LEDGER_ROW,
                new HashedKeys(Identity.unkeyed(), 2),
                16),
            () -> book,
            PHONES,
            Identity.unkeyed(),
            this,
            exposures::add);

    @Override
    public boolean isEmpty(String incidentId, String accountId) {
      return counts.getOrDefault(incidentId + "/" + accountId, 0) == 0;
    }

    @Override
    public void move(
        String incidentId, LedgerRow row, Standing before, Standing after, long arrivedAt) {
      moves.add(incidentId + "/" + row.record().logId() + ": " + before + " -> " + after);
      int by = (before == null ? 1 : 0) - (after == null ? 1 : 0);
      counts.merge(incidentId + "/" + row.record().accountId(), by, Integer::sum);
    }

    void change(WindowChange change) {
      book.apply(change);
      sweep(256);
    }

    int sweep(int size) {
      int steps = 0;
      Bytes next = null;
      do {
        next = ledger.sweep("breach", StoreKeys.of("breach"), next, size);
        steps++;
      } while (next != null);
      return steps;
    }

    void exposed(Examples.LogExample log, long revision) {
      ledger.take(candidate(log.get(), revision, Standing.EXPOSED));
    }

    Set<String> flagged() {
      Set<String> flagged = new TreeSet<>();
      for (Exposure exposure : exposures) {
        if (exposure.flagged()) {
          assertThat(flagged.add(exposure.exposureId())).as("flagged twice").isTrue();
        } else {
          assertThat(flagged.remove(exposure.exposureId())).as("withdrawn twice").isTrue();
        }
      }
      return flagged;
    }
  }

  private final Run run = new Run();

  @Test
  void shouldFlagARecordOnce() {
    // Given
    run.change(window("w").at(1));

    // When
    run.exposed(log("m1"), 1);
    run.exposed(log("m1"), 1);

    // Then
    assertThat(run.exposures)
        .singleElement()
        .satisfies(
            exposure -> {
              assertThat(exposure.flagged()).isTrue();
              assertThat(exposure.incidentId()).isEqualTo("breach");
              assertThat(exposure.key()).isEqualTo("acme");
              assertThat(exposure.row().revision()).isEqualTo(1);
              assertThat(exposure.row().e164()).isEqualTo("+12025550123");
            });
    assertThat(run.moves).containsExactly("breach/m1: null -> EXPOSED");
  }

  @Test
  void shouldTakeTwoSpellingsOfANumberForOneRecord() {
    // Given
    run.change(window("w").at(1));

    // When
    run.exposed(log("m1"), 1);
    run.exposed(log("m1").phone("+1 (202) 555-0123"), 1);

    // Then
    assertThat(run.exposures).hasSize(1);
  }

  @Test
  void shouldJudgeACandidateOfOlderWindowsAgain() {
    // Given
    run.change(window("w").at(1));
    run.change(withdrawn("w", 2));

    // When
    run.exposed(log("m1"), 1);

    // Then
    assertThat(run.exposures).isEmpty();
  }

  @Test
  void shouldAcceptACandidateOfNewerWindows() {
    // Given
    run.exposed(log("m1"), 3);
    assertThat(run.flagged()).hasSize(1);

    // When
    run.change(window("w").draft().at(2));

    // Then
    assertThat(run.flagged()).as("not judged under older windows").hasSize(1);

    // When
    run.change(withdrawn("w", 4));

    // Then
    assertThat(run.flagged()).isEmpty();
  }

  @Test
  void shouldNotLetAnOlderVerdictReplaceANewerOne() {
    // Given
    run.exposed(log("m1"), 5);

    // When
    run.ledger.take(candidate(log("m1").get(), 2, Standing.DRAFT));

    // Then
    assertThat(run.moves).containsExactly("breach/m1: null -> EXPOSED");
  }

  @Test
  void shouldFlagWhenADraftBecomesActive() {
    // Given
    run.change(window("w").draft().at(1));
    run.ledger.take(candidate(log("m1").get(), 1, Standing.DRAFT));
    assertThat(run.exposures).isEmpty();

    // When
    run.change(window("w").at(2));

    // Then
    assertThat(run.flagged()).hasSize(1);
    assertThat(run.moves)
        .containsExactly("breach/m1: null -> DRAFT", "breach/m1: DRAFT -> EXPOSED");
  }

  @Test
  void shouldSweepInChunks() {
    // Given
    run.change(window("w").at(1));
    for (int i = 0; i < 7; i++) {
      run.exposed(log("m" + i).at(1_500 + i), 1);
    }
    run.book.apply(window("w").during(1_503, 9_000).at(2));

    // When
    int steps = run.sweep(3);

    // Then
    assertThat(steps).isEqualTo(3);
    assertThat(run.flagged()).hasSize(4);
  }

  @Test
  void shouldLookUpWhenTheFirstAndTheLastRecordWereSent() {
    // Given
    run.change(window("w").at(1));
    for (long sentAt : List.of(1_700L, 1_200L, 1_900L)) {
      run.exposed(log("m" + sentAt).at(sentAt), 1);
    }
    run.exposed(log("other").account("globex").at(2_500), 1);
    SeenSpan seen = new SeenSpan(0, 0, false);

    // When
    run.ledger.lookUp("breach", "acme", seen);

    // Then
    assertThat(seen.first()).isEqualTo(1_200);
    assertThat(seen.last()).isEqualTo(1_900);
    assertThat(seen.isExact()).isTrue();
  }

  @Test
  void shouldReportLostRows() {
    assertThatThrownBy(() -> run.ledger.lookUp("breach", "acme", SeenSpan.none()))
        .isInstanceOf(LostStateException.class)
        .hasMessageContaining("delete state.dir")
        .hasMessageNotContaining("acme");
  }

  @Test
  void shouldEndTheSameInEveryOrder() {
    // Given: two revisions, and candidates that partitions found under either of them
    List<Input> inputs =
        List.of(
            ledger -> ledger.change(window("w").at(1)),
            ledger -> ledger.change(window("w").during(1_400, 1_600).at(2)),
            ledger -> ledger.exposed(log("inside"), 1),
            ledger -> ledger.exposed(log("outside").at(1_700), 1),
            ledger -> ledger.exposed(log("inside"), 2));
    Run once = new Run();
    once.change(window("w").at(2));
    once.exposed(log("inside"), 2);

    for (List<Input> order : permutations(inputs)) {
      // When
      Run other = new Run();
      order.forEach(input -> input.into(other));

      // Then
      assertThat(other.flagged()).as("order %s", order).isEqualTo(once.flagged());
    }
  }

  @FunctionalInterface
  private interface Input {
    void into(Run run);
  }

  private static MatchResult.Candidate candidate(
      LogRecord record, long revision, Standing standing) {
    return new MatchResult.Candidate(
        record, revision, List.of(new Verdict("breach", standing)), MatchResult.NOT_LIVE);
  }
}
