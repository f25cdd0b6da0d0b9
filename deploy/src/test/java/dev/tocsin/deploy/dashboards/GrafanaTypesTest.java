package dev.tocsin.deploy.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.deploy.support.Program;
import dev.tocsin.testkit.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No Grafana runs in the build; what it takes for a board is known from the types it publishes. */
@Tag("tools")
class GrafanaTypesTest {

  private static final Path CHECK = Checkout.ROOT.resolve("deploy/src/test/grafana-types");
  private static final Path BOARDS = Checkout.MONITORING.resolve("grafana/dashboards");

  @TempDir private static Path directory;

  @BeforeAll
  static void install() throws Exception {
    for (String file : List.of(".npmrc", "package.json", "package-lock.json", "check.mjs")) {
      Files.copy(CHECK.resolve(file), directory.resolve(file));
    }
    Program.Result result =
        Program.ofNode("npm")
            .run(
                directory, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  @Test
  void shouldSayNothingThatGrafanaDoesNotKnow() throws Exception {
    // Given
    List<Path> boards = Checkout.list(BOARDS, ".json");
    // When
    Program.Result result = check(boards);
    // Then
    assertThat(boards).hasSize(2);
    assertThat(result.exitCode()).as(result.output()).isZero();
  }

  @Test
  void shouldFindAnOptionThatGrafanaDoesNotKnow() throws Exception {
    // Given
    String board = Files.readString(BOARDS.resolve("sre.json"));
    assertThat(board).contains("\"textMode\"");
    Path misspelt =
        Files.writeString(
            directory.resolve("misspelt.json"), board.replace("\"textMode\"", "\"textMod\""));
    // When
    Program.Result result = check(List.of(misspelt));
    // Then
    assertThat(result.exitCode()).isNotZero();
    assertThat(result.output()).contains("'\"textMod\"' does not exist");
  }

  private static Program.Result check(List<Path> boards) throws Exception {
    return Program.ofNode("node")
        .run(
            directory,
            Stream.concat(Stream.of("check.mjs"), boards.stream().map(Path::toString))
                .toArray(String[]::new));
  }
}
