package dev.tocsin.ops.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.ops.finding.Finding;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state directory on volumes that are really full, and really read-only. */
class StateVolumeIT {

  private static final int MIB = 1024 * 1024;

  @TempDir private Path directory;

  private Path volume;

  @BeforeEach
  void mount() throws Exception {
    boolean root = "root".equals(System.getProperty("user.name"));
    boolean possible = root && Files.isExecutable(Path.of("/usr/bin/mount"));
    if (!possible) {
      System.out.println("NOT POSSIBLE HERE: a small volume can be mounted by root only");
    }
    volume = Files.createDirectory(directory.resolve("volume"));
    possible = possible && run("mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", volume) == 0;
    assumeTrue(possible, "a small volume cannot be mounted here");
  }

  @AfterEach
  void unmount() throws Exception {
    run("umount", "-l", volume);
  }

  @Test
  void shouldRefuseAFullVolumeAndTakeItWhenThereIsRoom() throws Exception {
    // Given
    Path state = volume.resolve("state");
    Path filler = Files.write(volume.resolve("filler"), new byte[127 * MIB]);
    // When
    List<Finding> full = refusals(state);
    Files.delete(filler);
    List<Finding> roomy = refusals(state);
    // Then
    assertThat(full)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.resource()).isEqualTo("state directory " + state);
              assertThat(finding.found()).endsWith("MiB are free");
              assertThat(finding.mend()).contains("free space").doesNotContain("mode 700");
            });
    assertThat(roomy).isEmpty();
  }

  @Test
  void shouldRefuseAVolumeThatIsReadOnlyWhetherTheDirectoryIsThereOrNot() throws Exception {
    // Given
    Path used = volume.resolve("used");
    assertThat(refusals(used)).isEmpty();
    // When
    assertThat(run("mount", "-o", "remount,ro", volume)).isZero();
    // Then
    for (Path state : List.of(used, volume.resolve("new"))) {
      assertThat(refusals(state))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.resource()).isEqualTo("state directory " + state);
                assertThat(finding.found()).isEqualTo("its volume is mounted read-only");
                assertThat(finding.mend()).contains("mount it read-write");
              });
    }
  }

  private static List<Finding> refusals(Path state) {
    try (StateDirectory directory = new StateDirectory(state)) {
      return directory.open().stream().filter(Finding::refuses).toList();
    }
  }

  private static int run(Object... words) throws IOException, InterruptedException {
    String[] command = List.of(words).stream().map(String::valueOf).toArray(String[]::new);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    int exitCode = process.waitFor();
    if (exitCode != 0) {
      System.out.println(String.join(" ", command) + ": " + said.strip());
    }
    return exitCode;
  }
}
