package dev.tocsin.topology.impact;

import static dev.tocsin.domain.Examples.window;
import static dev.tocsin.domain.Examples.withdrawn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.CompromiseWindow;
import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.CoverageBook;
import dev.tocsin.domain.CoverageMark;
import dev.tocsin.domain.IncidentImpact;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.domain.Standing;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.domain.WindowChange;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.topology.TestStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IncidentReporterTest {

  private final WindowBook book = new WindowBook();
  private final CoverageBook marks = new CoverageBook(1, Set.of("duo"));
  private final IncidentTable incidents =
      new IncidentTable(TestStores.table(StoreTable.INCIDENT_IMPACT));
  private final List<IncidentPart> sent = new ArrayList<>();
  private boolean sweeping;
  private final IncidentReporter reporter =
      new IncidentReporter(3, () -> book, () -> marks, incidents, id -> sweeping, sent::add);

  @Test
  void shouldSendThePartOfItsPartition() {
    // Given
    change(window("w").accounts("acme").at(7));
    IncidentImpact incident = incidents.get("breach");
    incident.tally().count(Standing.EXPOSED, "SMS", 1);
    incident.addUsers(1);
    incident.addAccounts(1);

    // When
    reporter.report("breach");

    // Then
    IncidentPart part = sent.getFirst();
    assertThat(part.key()).isEqualTo("breach");
    assertThat(part.partition()).isEqualTo(3);
    assertThat(part.revision()).isEqualTo(7);
    assertThat(part.status()).isEqualTo(IncidentView.Status.ACTIVE);
    assertThat(part.records()).isEqualTo(1);
    assertThat(part.users()).isEqualTo(1);
    assertThat(part.accounts()).isEqualTo(1);
    assertThat(part.windows()).extracting(CompromiseWindow::accounts).containsOnlyNulls();
  }

  @Test
  void shouldSendAPartOnlyIfItHasChanged() {
    // Given
    change(window("w").at(7));
    reporter.report("breach");
    reporter.report("breach");
    assertThat(sent).hasSize(1);

    // When
    change(withdrawn("w", 8));
    reporter.report("breach");

    // Then
    assertThat(sent).hasSize(2);
    assertThat(sent.getLast().status()).isEqualTo(IncidentView.Status.WITHDRAWN);
  }

  @Test
  void shouldReturnWhetherTheCoverageHasChanged() {
    // Given
    change(window("w").at(7));
    assertThat(reporter.report("breach")).as("first report").isTrue();
    assertThat(reporter.report("breach")).isFalse();

    // When
    done("w", 7);

    // Then
    assertThat(reporter.coverage("breach").state())
        .as("as of the last report")
        .isEqualTo(Coverage.State.SCANNING);
    assertThat(reporter.report("breach")).isTrue();
    assertThat(reporter.coverage("breach").state()).isEqualTo(Coverage.State.COMPLETE);
    assertThat(reporter.report("breach")).isFalse();
  }

  @Test
  void shouldNotNotifyAccountsOfTheScanOfADraft() {
    // Given
    change(window("w").at(7));
    done("w", 7);
    reporter.report("breach");

    // When
    change(window("draft").draft().at(8));

    // Then
    assertThat(reporter.report("breach")).isFalse();
    assertThat(reporter.coverage("breach").state()).isEqualTo(Coverage.State.COMPLETE);
    assertThat(sent.getLast().progress().coverage().state()).isEqualTo(Coverage.State.SCANNING);
  }

  @Test
  void shouldBeScanningDuringASweep() {
    // Given
    change(window("w").at(7));
    done("w", 7);
    sweeping = true;

    // When
    reporter.report("breach");

    // Then
    assertThat(reporter.coverage("breach").state()).isEqualTo(Coverage.State.SCANNING);
  }

  @Test
  void shouldComputeTheCoverageOfAnIncidentThatWasNotReported() {
    // Given
    change(window("w").at(7));
    done("w", 7);

    // When
    Coverage coverage = reporter.coverage("breach");

    // Then
    assertThat(coverage.state()).isEqualTo(Coverage.State.COMPLETE);
    assertThat(reporter.report("breach")).as("its accounts are to be notified").isTrue();
  }

  private void change(WindowChange change) {
    book.apply(change);
    incidents
        .get("breach")
        .touched(change.revision(), book.details("breach"), book.activeDetails("breach"));
  }

  private void done(String windowId, long revision) {
    marks.apply(new CoverageMark(windowId, 0, revision, true, false, 0, 10));
  }
}
