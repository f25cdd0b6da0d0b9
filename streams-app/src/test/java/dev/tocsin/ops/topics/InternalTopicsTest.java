package dev.tocsin.ops.topics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.domain.Identity;
import dev.tocsin.history.RowSeals;
import dev.tocsin.telemetry.NoTelemetry;
import dev.tocsin.topology.TocsinTopology;
import dev.tocsin.topology.control.ControlEnd;
import dev.tocsin.wiring.Wiring;
import java.util.Map;
import org.apache.kafka.streams.TopologyDescription;
import org.junit.jupiter.api.Test;

class InternalTopicsTest {

  @Test
  void shouldReturnThePartitionsOfInternalTopics() {
    // Given
    TocsinConfig config =
        TocsinConfig.load(Sources.of(Map.of("schema.registry.url", "mock://internal-topics")));
    TopologyDescription topology =
        TocsinTopology.build(
                Wiring.topology(config),
                Wiring.serdes(config),
                phone -> null,
                RowSeals.checksums(),
                Identity.unkeyed(),
                NoTelemetry.INSTANCE,
                ControlEnd.ofEmptyTopic())
            .describe();
    Map<String, Integer> sources =
        Map.of("telephony.message-log.duo", 6, "telephony.account", 4, "exposure.window", 1);
    // When
    Map<String, Integer> expected =
        InternalTopics.expected("app", topology, 6, name -> sources.getOrDefault(name, 0));
    // Then
    assertThat(expected)
        .containsEntry("app-history-changelog", 6)
        .containsEntry("app-impact-changelog", 6)
        .containsEntry("app-match-changelog", 6)
        .containsEntry("app-account-changelog", 4)
        .containsEntry("app-control-changelog", 1)
        .containsEntry("app-match-window-repartition", 6)
        .containsEntry("app-impact-finding-repartition", 6)
        .containsEntry("app-incident-part-repartition", 1)
        .containsEntry("app-incident-changelog", 1);
  }

  @Test
  void shouldSkipStoresWithoutSourceTopic() {
    // Given
    TocsinConfig config =
        TocsinConfig.load(Sources.of(Map.of("schema.registry.url", "mock://internal-topics")));
    TopologyDescription topology =
        TocsinTopology.build(
                Wiring.topology(config),
                Wiring.serdes(config),
                phone -> null,
                RowSeals.checksums(),
                Identity.unkeyed(),
                NoTelemetry.INSTANCE,
                ControlEnd.ofEmptyTopic())
            .describe();
    // When
    Map<String, Integer> expected = InternalTopics.expected("app", topology, 6, name -> 0);
    // Then
    assertThat(expected).doesNotContainKey("app-account-changelog");
  }
}
