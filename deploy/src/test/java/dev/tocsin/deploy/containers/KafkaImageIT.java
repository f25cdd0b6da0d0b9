package dev.tocsin.deploy.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.proof.fault.FaultResult;
import dev.tocsin.proof.fault.FaultRunner;
import dev.tocsin.proof.fault.Launcher;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The detector, as a process, on the images of the broker and the registry of production. */
@ExtendWith(ContainersExtension.class)
class KafkaImageIT {

  /** kill -9 in mid-transaction, at random points. */
  private static final int KILL = 1;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void shouldEndAsTheOracleAnswersAfterKills(ContainerCluster cluster) throws Exception {
    // Given
    long seed = Long.getLong("tocsin.faults.seed", System.nanoTime() >>> 20);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    try (FaultRunner runner =
        new FaultRunner(
            directory,
            cluster.bootstrapServers(),
            cluster.registryUrl(),
            Launcher.ofProcesses(),
            err)) {

      // When
      FaultResult found = runner.run(KILL, seed);

      // Then
      assertThat(found.problems()).as("%s, seed %d", found.fault(), seed).isEmpty();
      assertThat(found.hits()).isPositive();
      assertThat(found.lines()).isPositive();
    }
  }
}
