package dev.tocsin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackDirectoryTest {

  @TempDir Path parent;

  @Test
  void shouldDeleteATemporaryDirectoryWithAllInItAndNoLinkTarget() throws IOException {
    // Given
    Path precious = Files.writeString(parent.resolve("precious"), "keep me");
    Path root;
    try (StackDirectory directory = StackDirectory.open(null)) {
      root = directory.root();
      Files.createDirectories(directory.broker().resolve("topic-0"));
      Files.createSymbolicLink(directory.broker().resolve("link"), precious);
      Files.createSymbolicLink(directory.broker().resolve("parent"), parent);

      // When
    }

    // Then
    assertThat(root).doesNotExist();
    assertThat(precious).hasContent("keep me");
  }

  @Test
  void shouldKeepADataDirectoryAndItsClusterId() {
    // Given
    Path data = parent.resolve("data");
    String clusterId;
    try (StackDirectory directory = StackDirectory.open(data)) {
      clusterId = directory.clusterId();
    }

    // When
    try (StackDirectory directory = StackDirectory.open(data)) {

      // Then
      assertThat(directory.clusterId()).isEqualTo(clusterId);
      assertThat(directory.isTemporary()).isFalse();
    }
    assertThat(data).isNotEmptyDirectory();
  }

  @Test
  void shouldProtectItsDirectoryFromOtherUsers() throws IOException {
    // When
    try (StackDirectory directory = StackDirectory.open(parent.resolve("data"))) {

      // Then
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.root())))
          .isEqualTo("rwx------");
    }
  }

  @Test
  void shouldRefuseAndNotTouchADirectoryThatHoldsSomethingElse() throws IOException {
    // Given
    Path photos = Files.createDirectory(parent.resolve("photos"));
    Path photo = Files.writeString(photos.resolve("cat.jpg"), "cat");

    // When
    assertThatThrownBy(() -> StackDirectory.open(photos))

        // Then
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining(photos.toString())
        .hasMessageContaining("holds something else");
    assertThat(photo).hasContent("cat");
    assertThat(photos.toFile().list()).containsExactly("cat.jpg");
  }

  @Test
  void shouldRefuseAFile() throws IOException {
    // Given
    Path file = Files.writeString(parent.resolve("file"), "x");

    // When
    assertThatThrownBy(() -> StackDirectory.open(file))

        // Then
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("is a file");
    assertThat(file).hasContent("x");
  }

  @Test
  void shouldRefuseADirectoryThatThisJvmUsesUntilItIsClosed() {
    // Given
    Path data = parent.resolve("data");
    try (StackDirectory first = StackDirectory.open(data)) {

      // When
      assertThatThrownBy(() -> StackDirectory.open(first.root()))

          // Then
          .isInstanceOf(LocalStackException.class)
          .hasMessageContaining(data.getFileName().toString())
          .hasMessageContaining("in use by another local stack");
    }
    StackDirectory.open(data).close();
  }

  @Test
  void shouldRefuseALayoutItDoesNotKnow() throws IOException {
    // Given
    Path data = Files.createDirectory(parent.resolve("data"));
    Files.writeString(data.resolve(StackDirectory.MARKER), "layout=99\ncluster.id=x\n");

    // When
    assertThatThrownBy(() -> StackDirectory.open(data))

        // Then
        .isInstanceOf(LocalStackException.class)
        .hasMessageContaining("layout 99");
  }

  @Test
  void shouldSweepWhatAKilledStackLeftAndNothingElse() throws IOException {
    // Given
    Path abandoned = neighbour("abandoned", true);
    Path unmarked = neighbour("unmarked", false);
    Path fresh = Files.createDirectory(parent.resolve(StackDirectory.TEMPORARY_PREFIX + "fresh"));
    Path other = Files.createDirectory(parent.resolve("other"));
    try (StackDirectory live =
        StackDirectory.open(parent.resolve(StackDirectory.TEMPORARY_PREFIX + "live"))) {

      // When
      Leftovers.sweep(fresh);

      // Then
      assertThat(abandoned).doesNotExist();
      assertThat(unmarked).exists();
      assertThat(fresh).exists();
      assertThat(other).exists();
      assertThat(live.root()).isNotEmptyDirectory();
    }
  }

  private Path neighbour(String name, boolean marked) throws IOException {
    Path directory = Files.createDirectory(parent.resolve(StackDirectory.TEMPORARY_PREFIX + name));
    Files.createDirectories(directory.resolve("broker/topic-0"));
    Files.createFile(directory.resolve(StackDirectory.LOCK));
    if (marked) {
      Files.writeString(directory.resolve(StackDirectory.MARKER), "layout=1\ncluster.id=x\n");
    }
    return directory;
  }
}
