package dev.tocsin.topology.match;

import static dev.tocsin.domain.Examples.log;
import static dev.tocsin.domain.Examples.window;
import static dev.tocsin.domain.Examples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.Examples;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.history.MessageHistory;
import dev.tocsin.history.RowSeals;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.topology.TestSettings;
import dev.tocsin.topology.TestStores;
import dev.tocsin.topology.state.Table;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ScanQueueTest {

  private static final int RECORDS = 400;
  private static final long STARTED_AT = 77;

  private final Table scans = TestStores.table(StoreTable.SCAN);
  private final Table cursors = TestStores.table(StoreTable.SCAN_CURSOR);
  private final MessageHistory history =
      new Histories(TestSettings.get(), RowSeals.checksums())
          .open(TestStores.buffered("history"), 0);
  private final Set<String> found = new TreeSet<>();
  private ScanQueue queue = new ScanQueue(scans, cursors);

  @Test
  void shouldFindTheRecordsOfANewWindow() {
    // Given
    fill();

    // When
    boolean pending = plan(window("w").during(1_100, 1_150).at(1), null);

    // Then
    assertThat(pending).isTrue();
    assertThat(queue.isPending("w")).isTrue();
    ScanQueue.Entry finished = scanAll();
    assertThat(finished.scan().revision()).isEqualTo(1);
    assertThat(finished.progress().examined()).isPositive();
    assertThat(found).isEqualTo(sentBetween(1_100, 1_150));
    assertThat(queue.isEmpty()).isTrue();
    assertThat(TestStores.count(scans) + TestStores.count(cursors)).isZero();
  }

  @Test
  void shouldFindOnlyWhatARevisionNewlyCovers() {
    // Given
    fill();
    CompromiseWindow before = window("w").during(1_100, 1_150).get();

    // When
    plan(window("w").during(1_100, 1_160).at(2), before);
    scanAll();

    // Then
    assertThat(found).isEqualTo(sentBetween(1_150, 1_160));
  }

  @Test
  void shouldNotScanForANarrowerWindow() {
    // Given
    fill();

    // When
    boolean pending =
        plan(window("w").during(1_120, 1_130).at(2), window("w").during(1_100, 1_150).get());

    // Then
    assertThat(pending).isFalse();
    assertThat(queue.isEmpty()).isTrue();
  }

  @Test
  void shouldCancelTheScanOfAWithdrawnWindow() {
    // Given
    fill();
    Examples.WindowExample window = window("w").during(1_100, 1_150);
    plan(window.at(1), null);

    // When
    boolean pending = plan(withdrawn("w", 2), window.get());

    // Then
    assertThat(pending).isFalse();
    assertThat(queue.isEmpty()).isTrue();
    assertThat(TestStores.count(scans)).isZero();
  }

  @Test
  void shouldNotFindRecordsThatAreAppendedLater() {
    // Given
    fill();
    plan(window("w").during(1_000, 9_000).at(1), null);

    // When
    history.append(log("later").at(1_120).get());
    scanAll();

    // Then
    assertThat(found).hasSize(RECORDS).doesNotContain("later");
  }

  @Test
  void shouldContinueAtItsCursorAfterARestart() {
    // Given
    fill();
    plan(window("w").during(1_000, 9_000).at(1), null);
    long examined = step().progress().examined();
    assertThat(found).isNotEmpty().hasSizeLessThan(RECORDS);

    // When
    queue = new ScanQueue(scans, cursors);

    // Then
    assertThat(queue.pending())
        .singleElement()
        .satisfies(entry -> assertThat(entry.progress().examined()).isEqualTo(examined));
    assertThat(scanAll().progress().examined()).isEqualTo(RECORDS);
    assertThat(found).hasSize(RECORDS);
  }

  @Test
  void shouldContinueWhenTheWindowCoversTheSameRecords() {
    // Given
    fill();
    Examples.WindowExample window = window("w").during(1_000, 9_000);
    plan(window.at(1), null);
    long examined = step().progress().examined();

    // When
    plan(window.titled("A worse breach").at(2), window.get());

    // Then
    ScanQueue.Entry entry = queue.pending().iterator().next();
    assertThat(entry.progress().examined()).isEqualTo(examined);
    assertThat(entry.scan().revision()).isEqualTo(2);
    assertThat(entry.scan().target().incident().title()).isEqualTo("A worse breach");
    assertThat(entry.scan().startedAt()).isEqualTo(STARTED_AT);
  }

  @Test
  void shouldStartOverWhenTheWindowCoversOtherRecords() {
    // Given
    fill();
    Examples.WindowExample window = window("w").during(1_000, 9_000);
    plan(window.at(1), null);
    step();
    found.clear();

    // When
    plan(window("w").during(1_000, 1_300).at(2), window.get());

    // Then
    assertThat(queue.pending().iterator().next().progress()).isEqualTo(Scan.Progress.NONE);
    scanAll();
    assertThat(found).isEqualTo(sentBetween(1_000, 1_300));
  }

  @Test
  void shouldScanForTheLowestRevisionFirst() {
    // Given
    fill();
    plan(window("a").during(1_000, 1_010).at(5), null);
    plan(window("b").during(1_000, 1_010).at(3), null);

    // Then
    assertThat(step().windowId()).isEqualTo("b");
  }

  private void fill() {
    for (int i = 0; i < RECORDS; i++) {
      history.append(log("m" + i).at(1_000 + i).get());
    }
  }

  private static Set<String> sentBetween(long from, long to) {
    Set<String> ids = new TreeSet<>();
    for (long sentAt = from; sentAt < to; sentAt++) {
      ids.add("m" + (sentAt - 1_000));
    }
    return ids;
  }

  private boolean plan(WindowChange change, CompromiseWindow before) {
    return queue.plan(change, before, history.snapshot(), STARTED_AT);
  }

  /** The smallest step. */
  private ScanQueue.Entry step() {
    return scan(() -> false);
  }

  private ScanQueue.Entry scanAll() {
    ScanQueue.Entry entry;
    do {
      entry = scan(() -> true);
    } while (entry.progress().cursor() != null);
    return entry;
  }

  private ScanQueue.Entry scan(BooleanSupplier budget) {
    return queue.step(history, budget, record -> found.addAll(List.of(record.logId())));
  }
}
