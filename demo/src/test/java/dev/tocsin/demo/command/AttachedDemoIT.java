package dev.tocsin.demo.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.cli.CliEnvironment;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.config.Sources;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.Main;
import dev.tocsin.demo.traffic.Traffic;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.local.LocalStack;
import dev.tocsin.local.LocalStackSettings;
import dev.tocsin.ops.Detector;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The story on a detector that already runs. */
class AttachedDemoIT {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path directory;

  @Test
  void shouldRunOnceOnARunningDetector() throws Exception {
    // Given
    try (LocalStack stack = LocalStack.start(LocalStackSettings.defaults())) {
      Path file = directory.resolve("detector.properties");
      Files.writeString(file, String.join("\n", settings(stack)));
      String[] story = {
        "demo", "--attach", "--config", file.toString(), "--records", "2000", "--live-rate", "50"
      };

      // When
      int withoutTopics = commandLine().execute(story);

      // Then
      assertThat(withoutTopics).isEqualTo(ExitCodes.CONFIG);
      assertThat(err.toString()).contains("tocsin topics create");

      // When
      assertThat(commandLine().execute("topics", "create", "--config", file.toString())).isZero();
      try (Detector detector = Detector.start(config(file))) {
        int first = commandLine().execute(story);
        int second = commandLine().execute(story);

        // Then
        assertThat(first).as("%s%n%s", err, out).isZero();
        assertThat(out.toString()).contains("No difference in any record, person or notification.");
        assertThat(second).isEqualTo(ExitCodes.CONFIG);
        assertThat(err.toString()).contains("the demo needs empty topics");
        assertThat(detector.ended()).isFalse();
      }
    }
  }

  private List<String> settings(LocalStack stack) {
    return List.of(
        "bootstrap.servers=" + stack.bootstrapServers(),
        "schema.registry.url=" + stack.registryUrl(),
        "providers=" + String.join(",", Traffic.PROVIDERS),
        "partitions=3",
        "history.horizon=3650d",
        "history.keyset=" + HistoryKeyset.generate().toJson().replace("\n", ""),
        "topics.replication.factor=1",
        "state.dir=" + directory.resolve("state"),
        "http.port=0");
  }

  private TocsinConfig config(Path file) {
    return TocsinConfig.load(new Sources(Map.of(), Map.of(), file, directory));
  }

  private CommandLine commandLine() {
    CliEnvironment environment =
        new CliEnvironment(Map.of("TOCSIN_LOG_LEVEL", "WARN"), directory, false);
    return Main.commandLine(environment)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true));
  }
}
