package dev.tocsin.deploy.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import dev.tocsin.telemetry.Metric;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The image as it is shipped, against Kafka and the registry from theirs. */
@ExtendWith(ContainersExtension.class)
class TocsinImageIT {

  private static final long LARGEST = 350L * 1000 * 1000;
  private static final Duration SOON = Duration.ofMinutes(2);

  /** {@code shutdown.timeout} and the five seconds that the documentation adds. */
  private static final Duration STOP = Duration.ofSeconds(35);

  private static final String KEYSET = "/etc/tocsin/keyset/keyset.json";
  private static final String LOGS = "/data/logs.jsonl";
  private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final int RECORDS = 200;

  /** The story's providers, and one that stays out of it. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "providers", "duo,semaphore,heliograph",
          "partitions", "3",
          "history.horizon", "3650d",
          "history.keyset.file", KEYSET,
          "application.id", "image",
          "topic.prefix", "image.");

  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  private Path directory;

  @Test
  void shouldBeSmallAndRunWithoutAShellAsAnUnprivilegedUser(TocsinImage image) {
    // When
    InspectImageResponse inspected = Engine.client().inspectImageCmd(image.name()).exec();

    // Then
    ContainerConfig config = inspected.getConfig();
    System.err.printf("image: %d MB%n", inspected.getSize() / 1_000_000);
    assertThat(inspected.getSize()).isLessThan(LARGEST);
    assertThat(config.getUser()).isEqualTo("10001:10001");
    assertThat(config.getEntrypoint()).containsExactly("/opt/tocsin/bin/tocsin");
    assertThat(config.getCmd()).containsExactly("run");
    assertThat(config.getHealthcheck().getTest())
        .containsExactly("CMD", "/opt/tocsin/bin/healthcheck");
  }

  @Test
  void shouldUseTheAotCacheOfTheBuild(ContainerCluster cluster, TocsinImage image)
      throws Exception {
    // Given
    try (TocsinContainer version = container(image, cluster, "--version")) {
      // The JVM refuses to start where it cannot use it.
      version.withEnv("TOCSIN_JAVA_OPTS", "-XX:AOTMode=on");

      // When
      int exitCode = run(version);

      // Then
      assertThat(exitCode).as(version.printed()).isZero();
    }
  }

  @Test
  void shouldRunTheDemoConfinedAndStopCleanly(ContainerCluster cluster, TocsinImage image)
      throws Exception {
    // Given
    String keyset = "keyset-" + System.nanoTime();
    try (TocsinContainer creating =
            container(image, cluster, "keyset", "create", "--out", KEYSET)
                .withVolume(keyset, "/etc/tocsin/keyset");
        TocsinContainer topics = container(image, cluster, "topics", "create");
        TocsinContainer tocsin = container(image, cluster, "run");
        TocsinContainer demo =
            container(
                image.ofDemo(),
                cluster,
                "demo",
                "--attach",
                "--records",
                "5000",
                "--live-rate",
                "50")) {
      assertThat(run(creating)).as(creating.printed()).isZero();
      assertThat(run(topics)).as(topics.printed()).isZero();
      long began = System.nanoTime();
      tocsin
          .withVolume(keyset, "/etc/tocsin/keyset")
          .withExposedPorts(TocsinContainer.PORT)
          .start();
      await().atMost(SOON).until(() -> status(tocsin, "/readyz") == 200);
      System.err.printf("image: ready after %d ms%n", (System.nanoTime() - began) / 1_000_000);

      // Then
      assertThat(output(tocsin, "id", "-u")).isEqualTo("10001\n");
      assertThat(tocsin.execInContainer("touch", "/opt/tocsin/x").getStderr())
          .contains("Read-only file system");
      assertThat(output(tocsin, "ls", "/opt/tocsin/lib"))
          .contains("tocsin-streams-app", "rocksdbjni")
          .doesNotContain("tocsin-demo", "local-stack", "kafka_2", "apicurio");
      assertThat(output(tocsin, "stat", "-c", "%a", "/var/lib/tocsin/state")).isEqualTo("700\n");
      assertThat(tocsin.execInContainer("/opt/tocsin/bin/healthcheck").getExitCode()).isZero();
      assertThat(tocsin.execInContainer("/opt/tocsin/bin/healthcheck", "/none").getExitCode())
          .isEqualTo(1);

      // When
      int exitCode = run(demo);

      // Then
      assertThat(exitCode).as(demo.printed()).isZero();
      assertThat(demo.printed()).contains("No difference in any record, person or notification.");

      // When
      for (String codec : CODECS) {
        try (TocsinContainer logs =
            container(
                image,
                cluster,
                "logs",
                "import",
                LOGS,
                "--provider",
                "duo",
                "-c",
                "kafka.producer.compression.type=" + codec)) {
          // Mounted: nothing can be copied into a root that is read-only.
          assertThat(run(logs.withVolume(logs(codec).toString(), LOGS)))
              .as(logs.printed())
              .isZero();
        }
      }

      // Then
      String read = Metric.INBOUND_RECORDS.prometheusName() + "{outcome=\"kept\",provider=\"duo\"}";
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(get(tocsin, "/metrics").body())
                      .contains(read + " " + (double) RECORDS * CODECS.size()));

      // When
      tocsin.signal("TERM");

      // Then
      assertThat(tocsin.ended(STOP)).as(tocsin.printed()).isTrue();
      assertThat(tocsin.exitCode()).as(tocsin.printed()).isZero();
      assertThat(tocsin.printed()).contains("Stopping, within");
    } finally {
      Engine.client().removeVolumeCmd(keyset).exec();
    }
  }

  private TocsinContainer container(
      TocsinImage image, ContainerCluster cluster, String... command) {
    Path log = directory.resolve(command[0] + "-" + System.nanoTime() + ".log");
    return new TocsinContainer(image, cluster, log, command).withSettings(SETTINGS);
  }

  /** Runs a command to its end. */
  private static int run(TocsinContainer command) throws InterruptedException {
    command.withStartupCheckStrategy(new Ended()).start();
    return command.exitCode();
  }

  private static String output(TocsinContainer container, String... command) throws Exception {
    return container.execInContainer(command).getStdout();
  }

  /** A file of records that no other codec has. */
  private Path logs(String codec) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < RECORDS; i++) {
      lines.append(
          """
          {"log_id":"%s-%d","account_id":"acme","phone":"+1202555%04d","channel":"SMS","sent_at":"2024-03-15T10:00:00Z"}
          """
              .formatted(codec, i, i));
    }
    return Files.writeString(directory.resolve(codec + ".jsonl"), lines.toString());
  }

  private int status(TocsinContainer container, String path) throws InterruptedException {
    try {
      return get(container, path).statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private HttpResponse<String> get(TocsinContainer container, String path)
      throws IOException, InterruptedException {
    URI url =
        URI.create(
            "http://"
                + container.getHost()
                + ":"
                + container.getMappedPort(TocsinContainer.PORT)
                + path);
    return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
  }
}
