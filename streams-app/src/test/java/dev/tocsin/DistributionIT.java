package dev.tocsin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.testkit.Checkout;
import dev.tocsin.testkit.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive for users without a checkout. */
class DistributionIT {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  @TempDir private static Path directory;

  private static Path home;

  @BeforeAll
  static void unpack() throws Exception {
    Path target = Files.createDirectory(directory.resolve("Tocsin für alle"));
    List<Path> archives = Checkout.list(Checkout.ROOT.resolve("streams-app/target"), ".tar.gz");
    assertThat(archives).as("made by mvn package").hasSize(1);
    Outcome unpacked = run("tar", "-xzf", archives.getFirst().toString(), "-C", target.toString());
    assertThat(unpacked.exitCode()).as(unpacked.printed()).isZero();
    home = Checkout.list(target, "").getFirst();
  }

  @Test
  void shouldStartFromAnyPathInAnyLocale() throws Exception {
    // When
    Outcome version =
        run(
            "env",
            "-i",
            "PATH=" + System.getenv("PATH"),
            "LC_ALL=C",
            "CDPATH=/usr",
            "TOCSIN_JAVA_HOME=" + System.getProperty("java.home"),
            "sh",
            "-c",
            "cd \"$1\" && exec sh bin/tocsin --version",
            "sh",
            home.toString());

    // Then
    assertThat(version.exitCode()).as(version.printed()).isZero();
    assertThat(version.printed()).startsWith("tocsin ");
  }

  @Test
  void shouldRefuseTheCommandsOfACheckout() throws Exception {
    // When
    Outcome demo = run(home.resolve("bin/tocsin").toString(), "demo");

    // Then
    assertThat(demo.exitCode()).isEqualTo(ExitCodes.NOT_INCLUDED);
    assertThat(demo.printed()).contains("does not contain the command 'demo'");
  }

  @Test
  void shouldHaveWhatItNeedsAndNoMore() {
    // Then
    assertThat(home.resolve("completions/tocsin.bash")).isNotEmptyFile();
    assertThat(home.resolve("completions/_tocsin")).isNotEmptyFile();
    assertThat(home.resolve("LICENSE")).isNotEmptyFile();
    assertThat(Checkout.list(home.resolve("lib"), ".jar"))
        .extracting(jar -> jar.getFileName().toString())
        .anyMatch(name -> name.startsWith("kafka-streams-"))
        .noneMatch(
            name ->
                name.matches("(kafka_|tocsin-(demo|local-stack|testkit|proof)|junit|assertj).*"));
  }

  @Test
  void shouldHaveTheTextOfEachLicence() throws IOException {
    // Given
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(home.resolve("licenses"))) {
      files
          .filter(Files::isRegularFile)
          .map(file -> home.resolve("licenses").relativize(file).getName(0).toString())
          .map(name -> name.replaceFirst("\\.txt$", ""))
          .forEach(texts::add);
    }
    JsonNode bill = new ObjectMapper().readTree(home.resolve("sbom.cdx.json").toFile());

    // When
    List<String> without = new ArrayList<>();
    for (JsonNode component : bill.path("components")) {
      String name = component.path("name").asText();
      boolean apache = component.path("licenses").toString().contains("\"Apache-2.0\"");
      if (!apache
          && texts.stream().noneMatch(text -> text.startsWith(name) || name.startsWith(text))) {
        without.add(name);
      }
    }

    // Then
    assertThat(bill.path("components")).hasSizeGreaterThan(20);
    assertThat(without).isEmpty();
  }

  private record Outcome(int exitCode, String printed) {}

  private static Outcome run(String... command) throws Exception {
    Path log = Files.createTempFile(directory, "run", ".log");
    try (ChildProcess process = ChildProcess.program(List.of(command)).start(log)) {
      assertThat(process.ended(LIMIT)).as(String.join(" ", command)).isTrue();
      return new Outcome(process.exitCode(), process.printed());
    }
  }
}
