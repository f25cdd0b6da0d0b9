package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tocsin.cli.Cli.Result;
import dev.tocsin.history.crypto.HistoryKeyset;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a process: its output and exit codes. */
class RunCommandIT {

  private static final Duration SOON = Duration.ofSeconds(120);
  private static final Pattern READYZ = Pattern.compile("http://\\S+/readyz");

  /** The same for every start. */
  private static final String KEYSET = HistoryKeyset.generate().toJson();

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource({"TERM, 0", "INT, 130"})
  void shouldStopCleanlyOnSignal(String signal, int exitCode) throws Exception {
    // Given
    Cli cli = Cli.onCluster("run-" + signal + ".");
    Path err = directory.resolve("stderr");
    Process process = start(cli, signal, err);
    try {
      awaitReady(process, err);

      // When
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();

      // Then
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(exitCode);
      assertThat(Files.readString(err))
          .contains("tocsin-run-" + signal, "run-" + signal + ".telephony.message-log.duo")
          .contains("/metrics", "/livez", "Stopping")
          .doesNotContain("ERROR", "Exception");
      assertThat(Files.readAllLines(err))
          .as("no warnings at a first start")
          .filteredOn(line -> line.contains("WARN"))
          // The test uses a temporary state directory.
          .allSatisfy(line -> assertThat(line).contains("Using an OS temp directory"));
      assertThat(directory.resolve("stdout")).isEmptyFile();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldRejectDamagedStores() throws Exception {
    // Given
    Cli cli = Cli.onCluster("run-damaged.");
    Path err = directory.resolve("stderr");
    Process process = start(cli, "damaged", err);
    try {
      awaitReady(process, err);
    } finally {
      process.destroy();
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    try (Stream<Path> files = Files.walk(directory.resolve("state"))) {
      Path current = files.filter(file -> file.endsWith("CURRENT")).findFirst().orElseThrow();
      Files.delete(current);
    }

    // When
    Process again = start(cli, "damaged", err);

    // Then
    try {
      assertThat(again.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(again.exitValue()).as(Files.readString(err)).isEqualTo(ExitCodes.CONFIG);
      assertThat(Files.readString(err))
          .contains("the stores cannot be opened", "delete the directory", "Not started.");
    } finally {
      again.destroyForcibly();
    }
  }

  @Test
  void shouldStopIfRequiredTopicIsDeleted() throws Exception {
    // Given
    Cli cli = Cli.onCluster("run-deleted.");
    String impact = "tocsin-run-deleted-impact-changelog";
    Path err = directory.resolve("stderr");
    Process process = start(cli, "deleted", err);
    try {
      awaitReady(process, err);

      // When
      try (Admin admin = Admin.create(cli.config().adminProps())) {
        admin.deleteTopics(List.of(impact)).all().get();
      }

      // Then
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(ExitCodes.CONFIG);
      assertThat(Files.readString(err))
          .contains("wrong: internal topics " + impact, "fix:", "Stopped: ");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldNotStartWithoutTopics() {
    // When
    Result result =
        Cli.withoutTopics("run-bare.")
            .run(
                "run",
                "-c",
                "state.dir=" + directory.resolve("state"),
                "-c",
                "http.port=0",
                "-c",
                "history.encryption=none");

    // Then
    assertThat(result.exitCode()).isEqualTo(ExitCodes.CONFIG);
    assertThat(result.err())
        .contains("run-bare.exposure.window", "fix:", "topics create", "Not started.");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void shouldReportUnreachableBroker() {
    // When
    Result result =
        Cli.offline()
            .run(
                "run",
                "--bootstrap-servers=127.0.0.1:1",
                "--registry-url=http://127.0.0.1:1",
                "-c",
                "state.dir=" + directory.resolve("state"),
                "-c",
                "history.encryption=none",
                "-c",
                "kafka.admin.default.api.timeout.ms=3000",
                "-c",
                "kafka.admin.request.timeout.ms=2000");

    // Then
    assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCodes.UNAVAILABLE);
    assertThat(result.err()).contains("127.0.0.1:1", "fix:");
  }

  private static void awaitReady(Process process, Path err) throws Exception {
    await()
        .atMost(SOON)
        .until(() -> !process.isAlive() || READYZ.matcher(Files.readString(err)).find());
    Matcher readyz = READYZ.matcher(Files.readString(err));
    assertThat(readyz.find()).as(Files.readString(err)).isTrue();
    URI url = URI.create(readyz.group());
    await().atMost(SOON).until(() -> status(url) == 200);
    await().atMost(SOON).until(() -> Files.readString(err).contains("Ready."));
  }

  private Process start(Cli cli, String name, Path err) throws IOException {
    // Children of a background build ignore SIGINT by default.
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                // The production log configuration.
                "-Dlog4j2.configurationFile=log4j2.xml",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run",
                "-c",
                "application.id=tocsin-run-" + name,
                "-c",
                "state.dir=" + directory.resolve("state"),
                "-c",
                "http.port=0",
                "-c",
                "history.keyset=" + KEYSET));
    builder.environment().putAll(cli.environment());
    return builder
        .redirectOutput(directory.resolve("stdout").toFile())
        .redirectError(err.toFile())
        .start();
  }

  private static int status(URI url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(url).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }
}
