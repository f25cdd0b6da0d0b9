package dev.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchIT {

  @TempDir Path directory;

  @Test
  void shouldMeasureEveryContenderWithCorrectOutput() throws Exception {
    // Given
    Path json = directory.resolve("bench.json");
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    // When
    int exit =
        command.execute(
            "live", "--quick", "--records", "10000", "--rounds", "1", "--json", json.toString());

    // Then: every output was right; what it cost with so few records says nothing
    assertThat(exit).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("| tocsin / floor")
        .contains("| rows / tocsin")
        .contains("| flink / tocsin")
        .contains("| flink-sql / tocsin");
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.at("/refusals")).isEmpty();
    assertThat(report.at("/versions/flink").asText()).startsWith("2.");
    assertThat(report.at("/figures/0/median").asDouble()).isPositive();
  }
}
