package dev.tocsin.ops.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ops.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

  @TempDir private Path dir;

  @Test
  void shouldCreateADirectoryForItsOwnerOnly() throws IOException {
    // Given
    Path state = dir.resolve("var/lib/tocsin");
    // When
    List<Finding> findings = refusals(state);
    // Then
    assertThat(findings).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
        .isEqualTo("rwx------");
  }

  @Test
  void shouldRejectADirectoryThatOthersMayEnter() throws IOException {
    // Given
    Path state = Files.createDirectory(dir.resolve("open"));
    Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-x---"));
    // When
    List<Finding> findings = refusals(state);
    // Then
    assertThat(findings)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.found()).contains("rwxr-x---");
              assertThat(finding.remedy()).isEqualTo("chmod 700 " + state);
            });
  }

  @Test
  void shouldNotSuggestChmodOfASharedDirectory() throws IOException {
    // Given
    Path shared = Files.createDirectory(dir.resolve("shared"));
    Files.createFile(shared.resolve("other-file"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    // Then
    assertThat(refusals(shared))
        .singleElement()
        .satisfies(
            f -> assertThat(f.remedy()).contains("directory of its own").doesNotContain("chmod"));
  }

  @Test
  void shouldRejectAFile() throws IOException {
    // Given
    Path file = Files.createFile(dir.resolve("file"));
    // Then
    assertThat(refusals(file))
        .singleElement()
        .satisfies(f -> assertThat(f.found()).contains("is a file"));
    assertThat(refusals(file.resolve("below")))
        .singleElement()
        .satisfies(f -> assertThat(f.found()).contains("is a file"));
  }

  @Test
  void shouldRejectADirectoryWhileAnotherInstanceUsesIt() {
    // Given
    Path state = dir.resolve("state");
    StateDirectory first = new StateDirectory(state);
    assertThat(first.open()).noneMatch(Finding::refuses);
    // When
    List<Finding> whileHeld = refusals(state);
    first.close();
    List<Finding> afterwards = refusals(state);
    // Then
    assertThat(whileHeld)
        .singleElement()
        .satisfies(f -> assertThat(f.found()).contains("another running instance"));
    assertThat(afterwards).isEmpty();
  }

  @Test
  void shouldKeepItsLockWhenOpenedAgain() {
    // Given
    try (StateDirectory directory = new StateDirectory(dir.resolve("state"))) {
      directory.open();
      // When
      List<Finding> again = directory.open();
      // Then
      assertThat(again).noneMatch(Finding::refuses);
    }
  }

  @Test
  void shouldRejectTheStateOfAnotherCluster() {
    // Given
    Path state = dir.resolve("state");
    try (StateDirectory first = new StateDirectory(state)) {
      first.open();
      assertThat(first.ownedBy("tried", false)).isEmpty();
      assertThat(first.ownedBy("home", true)).isEmpty();
    }
    // When
    try (StateDirectory again = new StateDirectory(state)) {
      again.open();
      // Then
      assertThat(again.ownedBy("home", true)).isEmpty();
      assertThat(again.ownedBy("away", true))
          .hasValueSatisfying(
              finding -> {
                assertThat(finding.refuses()).isTrue();
                assertThat(finding.text()).contains("cluster home", "cluster away", "state.dir");
              });
      assertThat(again.ownedBy("home", true)).isEmpty();
    }
  }

  private static List<Finding> refusals(Path path) {
    try (StateDirectory directory = new StateDirectory(path)) {
      return directory.open().stream().filter(Finding::refuses).toList();
    }
  }
}
