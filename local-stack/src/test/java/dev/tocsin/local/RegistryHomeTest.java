package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryHomeTest {

  @TempDir Path directory;

  @Test
  void shouldTakeTheDirectoryItIsGiven() throws IOException {
    // Given
    Files.createFile(directory.resolve("quarkus-run.jar"));

    // When
    Path home = RegistryHome.find(directory);

    // Then
    assertThat(home).isEqualTo(directory);
  }

  @Test
  void shouldSayWhatIsMissingFromTheDirectoryItIsGiven() {
    assertThatThrownBy(() -> RegistryHome.find(directory))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("quarkus-run.jar");
  }

  @Test
  void shouldLookAboveTheCode() throws IOException {
    // Given
    Path code = Files.createDirectories(directory.resolve("streams-app/target/classes"));
    Path home = Files.createDirectories(directory.resolve("local-stack/target/apicurio"));
    Files.createFile(home.resolve("quarkus-run.jar"));

    // When
    Path found = RegistryHome.findAbove(code);

    // Then
    assertThat(found).isEqualTo(home);
  }

  @Test
  void shouldSayHowToUnpackTheRegistryWhenThereIsNone() {
    assertThatThrownBy(() -> RegistryHome.findAbove(directory))
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("mvn package")
        .hasMessageContaining(RegistryHome.PROPERTY);
  }
}
