package dev.tocsin.topology.impact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.IncidentImpact;
import dev.tocsin.domain.Standing;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.TestStores;
import dev.tocsin.topology.state.BufferedStore;
import org.junit.jupiter.api.Test;

class IncidentTableTest {

  private final BufferedStore store = TestStores.buffered(StoreNames.IMPACT);
  private final IncidentTable table = new IncidentTable(store.table(StoreTable.INCIDENT_IMPACT));

  @Test
  void shouldWriteChangedIncidentsBeforeTheCommit() {
    // Given
    count("INC-1");
    assertThat(store.rows().approximateNumEntries()).isZero();

    // When
    store.flushCache();

    // Then
    IncidentTable reopened = new IncidentTable(store.table(StoreTable.INCIDENT_IMPACT));
    assertThat(reopened.ids()).containsExactly("INC-1");
    assertThat(reopened.get("INC-1").tally().exposed()).isEqualTo(1);
  }

  @Test
  void shouldDiscardWhatWasNotCommitted() {
    // Given
    count("INC-1");
    store.flushCache();
    count("INC-1");
    count("INC-2");

    // When
    store.clearCache();

    // Then
    assertThat(table.ids()).containsExactly("INC-1");
    assertThat(table.get("INC-1").tally().exposed()).isEqualTo(1);
  }

  @Test
  void shouldNotStoreAnIncidentThatWasOnlyRead() {
    // When
    table.get("INC-1");
    store.flushCache();

    // Then
    assertThat(store.rows().approximateNumEntries()).isZero();
  }

  @Test
  void shouldReportTheLongestWait() {
    // Given
    assertThat(table.pending()).isEqualTo(new Telemetry.Pending(0, -1));
    wait("INC-1", 2, 500);
    wait("INC-2", 1, 300);
    wait("INC-2", 1, 900);

    // Then
    assertThat(table.pending()).isEqualTo(new Telemetry.Pending(4, 300));

    // When
    wait("INC-2", -2, 950);

    // Then
    assertThat(table.pending()).isEqualTo(new Telemetry.Pending(2, 500));
  }

  private void count(String incidentId) {
    IncidentImpact impact = table.get(incidentId);
    impact.tally().count(Standing.EXPOSED, "SMS", 1);
    table.put(incidentId, impact);
  }

  private void wait(String incidentId, long more, long now) {
    IncidentImpact impact = table.get(incidentId);
    impact.addPending(more, now);
    table.put(incidentId, impact);
  }
}
