package dev.tocsin.ops.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.ops.finding.Finding;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state directory on volumes that are really full, and really read-only. */
@Tag("tools")
class StateVolumeIT {

  private static final int MIB = 1024 * 1024;

  @TempDir private Path directory;

  private Path volume;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    volume = Files.createDirectory(directory.resolve("volume"));
    run("mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", volume);
    mounted = true;
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      run("umount", "-l", volume);
    }
  }

  @Test
  void shouldRejectAFullVolume() throws Exception {
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
              assertThat(finding.remedy()).contains("free space").doesNotContain("mode 700");
            });
    assertThat(roomy).isEmpty();
  }

  @Test
  void shouldRejectAReadOnlyVolume() throws Exception {
    // Given
    Path used = volume.resolve("used");
    assertThat(refusals(used)).isEmpty();
    // When
    run("mount", "-o", "remount,ro", volume);
    // Then
    for (Path state : List.of(used, volume.resolve("new"))) {
      assertThat(refusals(state))
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.resource()).isEqualTo("state directory " + state);
                assertThat(finding.found()).isEqualTo("its volume is mounted read-only");
                assertThat(finding.remedy()).contains("mount it read-write");
              });
    }
  }

  private static List<Finding> refusals(Path state) {
    try (StateDirectory directory = new StateDirectory(state)) {
      return directory.open().stream().filter(Finding::refuses).toList();
    }
  }

  private static void run(Object... words) throws IOException, InterruptedException {
    String[] command = List.of(words).stream().map(String::valueOf).toArray(String[]::new);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
    assertThat(process.waitFor())
        .as(
            "%s: %s (only root can mount a small volume; be root, or leave the profile tools out)",
            String.join(" ", command), said.strip())
        .isZero();
  }
}
