package dev.tocsin.ops.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.event.ExposedRecord;
import dev.tocsin.event.ExposureNotification;
import dev.tocsin.event.IncidentSummary;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class RegistryCheckTest {

  @Test
  void shouldSerializeSamplesOfTheContracts() {
    // Given
    TocsinConfig config =
        TocsinConfig.load(Sources.of(Map.of("schema.registry.url", "mock://samples")));
    // When
    List<SpecificRecord> samples =
        List.of(
            RegistryCheck.sample(ExposedRecord.class),
            RegistryCheck.sample(ExposureNotification.class),
            RegistryCheck.sample(IncidentSummary.class));
    // Then
    assertThat(samples).doesNotContainNull();
    assertThat(new RegistryCheck(config).findings()).isEmpty();
  }
}
