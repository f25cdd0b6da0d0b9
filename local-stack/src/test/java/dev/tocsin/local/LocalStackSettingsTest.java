package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalStackSettingsTest {

  @Test
  void shouldAskForFreePortsAndATemporaryDirectoryByDefault() {
    // When
    LocalStackSettings settings = LocalStackSettings.defaults();

    // Then
    assertThat(settings.brokerPort()).isZero();
    assertThat(settings.controllerPort()).isZero();
    assertThat(settings.registryPort()).isZero();
    assertThat(settings.dataDir()).isNull();
    assertThat(settings.withRegistry()).isTrue();
    assertThat(settings.shutdownHook()).isTrue();
  }

  @Test
  void shouldKeepWhatTheBuilderIsGiven() {
    // When
    LocalStackSettings settings =
        LocalStackSettings.builder()
            .brokerPort(1)
            .controllerPort(2)
            .registryPort(3)
            .dataDir(Path.of("data"))
            .withRegistry(false)
            .registryHome(Path.of("home"))
            .advertisedPort(4)
            .registryHeapMiB(400)
            .internalTopicPartitions(5)
            .brokerProperty("a", "b")
            .clientProperty("c", "d")
            .startTimeout(Duration.ofSeconds(7))
            .shutdownHook(false)
            .build();

    // Then
    assertThat(settings)
        .isEqualTo(
            new LocalStackSettings(
                1,
                4,
                2,
                3,
                Path.of("data"),
                false,
                Path.of("home"),
                400,
                5,
                Map.of("a", "b"),
                Map.of("c", "d"),
                Duration.ofSeconds(7),
                false,
                false));
  }

  @Test
  void shouldSecureTemporaryStacksOnly() {
    assertThat(LocalStackSettings.builder().secured(true).build().secured()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LocalStackSettings.builder().secured(true).dataDir(Path.of("kept")).build())
        .withMessageContaining("leave out the data directory");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LocalStackSettings.builder().secured(true).clientProperty("a", "b").build())
        .withMessageContaining("client properties");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void shouldRefuseAPortThatIsNone(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalStackSettings.builder().registryPort(port).build())
        .withMessageContaining("registry port")
        .withMessageContaining(Integer.toString(port));
  }

  @Test
  void shouldRefuseOnePortForTwo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalStackSettings.builder().brokerPort(9092).registryPort(9092).build())
        .withMessageContaining("9092 is asked for twice");
  }

  @ParameterizedTest
  @ValueSource(strings = {"listeners", "log.dirs", "node.id"})
  void shouldRefuseBrokerPropertiesThatAreTheStacksOwn(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalStackSettings.builder().brokerProperty(name, "x").build())
        .withMessageContaining(name);
  }

  @Test
  void shouldRefuseSizesThatCannotWork() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalStackSettings.builder().registryHeapMiB(16).build())
        .withMessageContaining("16 MiB");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalStackSettings.builder().internalTopicPartitions(0).build())
        .withMessageContaining("0 partitions");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LocalStackSettings.builder().startTimeout(Duration.ZERO).build())
        .withMessageContaining("PT0S");
  }
}
