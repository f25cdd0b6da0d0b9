package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerConfigTest {

  @Test
  void shouldListenOnLoopbackOnly() {
    // When
    Map<String, String> config =
        BrokerConfig.of(LocalStackSettings.defaults(), 11, 12, Path.of("logs"));

    // Then
    assertThat(config.get("listeners").split(","))
        .containsExactly(
            "CLIENT://127.0.0.1:11", "INTERNAL://127.0.0.1:0", "CONTROLLER://127.0.0.1:12");
    assertThat(config).containsEntry("controller.quorum.voters", "1@127.0.0.1:12");
  }

  @Test
  void shouldSendClientsWhereTheyAreToCome() {
    // Given
    LocalStackSettings settings = LocalStackSettings.builder().advertisedPort(13).build();

    // When
    Map<String, String> config = BrokerConfig.of(settings, 11, 12, Path.of("logs"));

    // Then
    assertThat(config.get("advertised.listeners").split(","))
        .containsExactly("CLIENT://127.0.0.1:13", "INTERNAL://127.0.0.1:0");
    assertThat(config.get("listeners")).contains("CLIENT://127.0.0.1:11");
  }

  @Test
  void shouldLetTheSettingsWin() {
    // Given
    LocalStackSettings settings =
        LocalStackSettings.builder()
            .brokerProperty("auto.create.topics.enable", "true")
            .brokerProperty("log.retention.ms", "5")
            .internalTopicPartitions(7)
            .build();

    // When
    Map<String, String> config = BrokerConfig.of(settings, 11, 12, Path.of("logs"));

    // Then
    assertThat(config)
        .containsEntry("auto.create.topics.enable", "true")
        .containsEntry("log.retention.ms", "5")
        .containsEntry("offsets.topic.num.partitions", "7")
        .containsEntry("transaction.state.log.num.partitions", "7")
        .containsEntry("share.coordinator.state.topic.num.partitions", "7");
  }

  @Test
  void shouldSecureTheClientListenerAlone() {
    // Given
    LocalStackSettings settings =
        LocalStackSettings.builder().clientProperty("security.protocol", "SASL_SSL").build();

    // When
    Map<String, String> config = BrokerConfig.of(settings, 11, 12, Path.of("logs"));

    // Then
    assertThat(config)
        .containsEntry(
            "listener.security.protocol.map",
            "CLIENT:SASL_SSL,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT");
  }
}
