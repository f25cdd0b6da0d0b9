package dev.tocsin.deploy.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.local.Ports;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real Prometheus in a process, a directory and a port of its own. */
final class PrometheusServer implements AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

  private final Process process;
  private final URI url;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();

  private PrometheusServer(Process process, URI url, Path log) {
    this.process = process;
    this.url = url;
    this.log = log;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param directory empty or new
   * @param configuration content of prometheus.yml
   */
  static PrometheusServer start(Path directory, String configuration)
      throws IOException, InterruptedException {
    Path program = program();
    int port = Ports.free(1).getFirst();
    Files.createDirectories(directory);
    Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
    Path log = directory.resolve("prometheus.log");
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + file,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--log.level=warn")
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    PrometheusServer server =
        new PrometheusServer(process, URI.create("http://127.0.0.1:" + port), log);
    try {
      server.awaitReady();
    } catch (IOException | InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** Answer to an instant query: the array of results. */
  JsonNode query(String expression, double time) throws IOException, InterruptedException {
    return data("/api/v1/query", Map.of("query", expression, "time", Double.toString(time)))
        .path("result");
  }

  /** Answer to a range query: the array of results. */
  JsonNode range(String expression, double start, double end, int step)
      throws IOException, InterruptedException {
    return data(
            "/api/v1/query_range",
            Map.of(
                "query", expression,
                "start", Double.toString(start),
                "end", Double.toString(end),
                "step", Integer.toString(step)))
        .path("result");
  }

  /** The groups of rules that it has loaded. */
  JsonNode ruleGroups() throws IOException, InterruptedException {
    return answer(HttpRequest.newBuilder(url.resolve("/api/v1/rules")).build()).path("groups");
  }

  @Override
  public void close() {
    http.close();
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode data(String path, Map<String, String> form)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return answer(
        HttpRequest.newBuilder(url.resolve(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private JsonNode answer(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    JsonNode json = mapper.readTree(response.body());
    if (!json.path("status").asText().equals("success")) {
      throw new AssertionError(
          "Prometheus answers %s with %d: %s"
              .formatted(request.uri(), response.statusCode(), json.path("error").asText()));
    }
    return json.path("data");
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY_LIMIT.toNanos();
    while (!ready()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IOException("Prometheus does not start:\n" + Files.readString(log));
      }
      Thread.sleep(100);
    }
  }

  private boolean ready() throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(url.resolve("/-/ready")).build();
      return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static Path program() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, "prometheus"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "there is no program prometheus on the PATH; install Debian's package"
                        + " prometheus, or leave out -Ptools"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** A configuration that scrapes one address. */
  static String configuration(String job, URI target, Duration interval, List<Path> rules) {
    String files = rules.stream().map(rule -> "  - " + rule + "\n").collect(Collectors.joining());
    return """
        global:
          scrape_interval: %1$ds
          evaluation_interval: %1$ds
        rule_files:
        %2$sscrape_configs:
          - job_name: %3$s
            metrics_path: %4$s
            static_configs:
              - targets: ["%5$s"]
        """
        .formatted(interval.toSeconds(), files, job, target.getPath(), target.getAuthority());
  }
}
