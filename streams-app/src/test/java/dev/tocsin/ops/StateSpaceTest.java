package dev.tocsin.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateSpaceTest {

  @TempDir private Path root;

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void shouldMeasureAllFilesAndTheVolume() throws Exception {
    // Given
    Path state = Files.createDirectory(root.resolve("state"));
    try (StateSpace space = new StateSpace(state)) {
      space.bindTo(meters);
      Files.write(state.resolve("lock"), new byte[3]);
      Path store = Files.createDirectories(state.resolve("1_0").resolve("rocksdb"));
      Files.write(store.resolve("000012.sst"), new byte[4_096]);

      // When
      space.measure();

      // Then
      assertThat(value("tocsin.state.directory.bytes")).isEqualTo(4_099);
      assertThat(value("tocsin.state.volume.free.bytes"))
          .isPositive()
          .isLessThanOrEqualTo(value("tocsin.state.volume.size.bytes"));

      // When
      Files.delete(store.resolve("000012.sst"));
      space.measure();

      // Then
      assertThat(value("tocsin.state.directory.bytes")).isEqualTo(3);
    }
  }

  @Test
  void shouldReportNothingForAMissingDirectory() throws Exception {
    // Given
    Path state = Files.createDirectory(root.resolve("gone"));
    try (StateSpace space = new StateSpace(state)) {
      space.bindTo(meters);
      assertThat(value("tocsin.state.directory.bytes")).isNaN();
      space.measure();
      assertThat(value("tocsin.state.directory.bytes")).isZero();

      // When
      Files.delete(state);
      space.measure();

      // Then
      assertThat(value("tocsin.state.directory.bytes")).isNaN();
      assertThat(value("tocsin.state.volume.size.bytes")).isNaN();
    }
  }

  private double value(String name) {
    return meters.get(name).gauge().value();
  }
}
