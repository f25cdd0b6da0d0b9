package dev.tocsin.deploy.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.proof.fault.FaultResult;
import dev.tocsin.proof.fault.FaultRunner;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two containers under load are replaced one after the other, as in a rolling update. */
@ExtendWith(ContainersExtension.class)
class RollingUpdateIT {

  /** Rolling restart of two instances under load. */
  private static final int ROLLING = 19;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void shouldNeitherLoseNorRepeatOutputs(ContainerCluster cluster, TocsinImage image)
      throws Exception {
    // Given
    long seed = Long.getLong("tocsin.faults.seed", System.nanoTime() >>> 20);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    try (ContainerLauncher launcher = new ContainerLauncher(image, cluster);
        FaultRunner runner =
            new FaultRunner(
                directory, cluster.bootstrapServers(), cluster.registryUrl(), launcher, err)) {

      // When
      FaultResult found = runner.run(ROLLING, seed);

      // Then
      assertThat(found.problems()).as("%s, seed %d", found.fault(), seed).isEmpty();
      assertThat(found.faults()).isEqualTo(2);
      assertThat(found.lines()).isPositive();
      assertThat(found.notes()).anyMatch(note -> note.startsWith("longest gap between"));
    }
  }
}
