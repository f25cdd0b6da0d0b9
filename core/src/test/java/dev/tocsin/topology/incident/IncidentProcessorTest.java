package dev.tocsin.topology.incident;

import static dev.tocsin.domain.Examples.incident;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.Coverage;
import dev.tocsin.domain.CoverageBook;
import dev.tocsin.domain.Incident;
import dev.tocsin.domain.IncidentPart;
import dev.tocsin.domain.IncidentView;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.ProcessorHarness;
import dev.tocsin.topology.TestSettings;
import dev.tocsin.topology.TestStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncidentProcessorTest {

  private static final Incident DETAILS = incident("INC-1", "Breach");

  private final ProcessorHarness<String, IncidentPart, IncidentView> incidents =
      new ProcessorHarness<>(
          () -> new IncidentProcessor(TestSettings.get(), NoTelemetry.INSTANCE),
          List.of(TestStores.buffered(StoreNames.INCIDENT)));

  @AfterEach
  void close() {
    incidents.close();
  }

  @Test
  void shouldAddUpThePartsOfAllPartitions() {
    // Given
    incidents.process("INC-1", part(0, 7, 3));
    incidents.process("INC-1", part(1, 7, 4));
    assertThat(incidents.forwarded()).isEmpty();

    // When
    tick();

    // Then
    assertThat(incidents.forwarded())
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo("INC-1");
              assertThat(record.value().records()).isEqualTo(7);
              assertThat(record.value().byChannel()).containsEntry("SMS", 7L);
              assertThat(record.value().revision()).isEqualTo(7);
            });
  }

  @Test
  void shouldReplaceThePartOfAPartition() {
    // Given
    incidents.process("INC-1", part(0, 7, 3));
    incidents.process("INC-1", part(0, 8, 5));

    // When
    tick();

    // Then
    assertThat(views()).extracting(IncidentView::records).containsExactly(5L);
  }

  @Test
  void shouldSendASummaryOnlyIfItHasChanged() {
    // Given
    incidents.process("INC-1", part(0, 7, 3));
    tick();
    assertThat(views()).hasSize(1);

    // When
    incidents.process("INC-1", part(0, 7, 3));
    tick();

    // Then
    assertThat(views()).isEmpty();
  }

  @Test
  void shouldNotSendASummaryWithoutIncidentDetails() {
    // Given
    incidents.process("INC-1", part(0, 7, 3, null));

    // When
    tick();

    // Then
    assertThat(views()).isEmpty();

    // When
    incidents.process("INC-1", part(0, 8, 3));
    tick();

    // Then
    assertThat(views()).hasSize(1);
  }

  @Test
  void shouldSendEverySummaryAgainAfterARestart() {
    // Given
    incidents.process("INC-1", part(0, 7, 3));
    tick();
    List<IncidentView> before = views();

    // When
    incidents.restart();
    tick();
    tick();

    // Then
    assertThat(views()).isEqualTo(before);
  }

  @Test
  void shouldSendEverySummaryAgainAfterARevival() {
    // Given
    incidents.process("INC-1", part(0, 7, 3));
    tick();
    List<IncidentView> before = views();

    // When
    incidents.revive();
    tick();

    // Then
    assertThat(views()).isEqualTo(before);
  }

  private List<IncidentView> views() {
    return incidents.outputs(IncidentView.class);
  }

  private void tick() {
    incidents.advance(Duration.ofSeconds(1));
  }

  private static IncidentPart part(int partition, long revision, long records) {
    return part(partition, revision, records, DETAILS);
  }

  private static IncidentPart part(int partition, long revision, long records, Incident details) {
    return new IncidentPart(
        "INC-1",
        partition,
        details,
        revision,
        IncidentView.Status.ACTIVE,
        List.of(),
        records,
        1,
        1,
        0,
        new TreeMap<>(Map.of("SMS", records)),
        0,
        new CoverageBook.Progress(Coverage.of(true, new TreeSet<>()), 1, 1, 0, 0));
  }
}
