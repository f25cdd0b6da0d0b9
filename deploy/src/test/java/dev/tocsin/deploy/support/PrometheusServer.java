package dev.tocsin.deploy.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.local.Ports;
import dev.tocsin.testkit.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A Prometheus in a process, with a directory and a port of its own. */
public final class PrometheusServer implements AutoCloseable {

  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

  private final ChildProcess process;
  private final URI url;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();

  private PrometheusServer(ChildProcess process, URI url) {
    this.process = process;
    this.url = url;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param directory empty or new
   * @param configuration content of prometheus.yml
   */
  public static PrometheusServer start(Path directory, String configuration)
      throws IOException, InterruptedException {
    Program program = Program.ofPrometheus("prometheus");
    URI url = URI.create("http://127.0.0.1:" + Ports.free(1).getFirst());
    Files.createDirectories(directory);
    Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
    ChildProcess process =
        ChildProcess.program(
                List.of(
                    program.path().toString(),
                    "--config.file=" + file,
                    "--storage.tsdb.path=" + directory.resolve("data"),
                    "--web.listen-address=" + url.getAuthority(),
                    "--log.level=warn"))
            .name("Prometheus")
            .start(directory.resolve("prometheus.log"));
    PrometheusServer server = new PrometheusServer(process, url);
    try {
      server.awaitReady();
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** Answer to an instant query: the array of results. */
  public JsonNode query(String expression, double time) throws IOException, InterruptedException {
    return post("/api/v1/query", Map.of("query", expression, "time", Double.toString(time)))
        .path("result");
  }

  /** Answer to a range query: the array of results. */
  public JsonNode range(String expression, double start, double end, int step)
      throws IOException, InterruptedException {
    return post(
            "/api/v1/query_range",
            Map.of(
                "query", expression,
                "start", Double.toString(start),
                "end", Double.toString(end),
                "step", Integer.toString(step)))
        .path("result");
  }

  /** The single value of an instant query now; NaN without one. */
  public double valueNow(String expression) throws IOException, InterruptedException {
    return query(expression, System.currentTimeMillis() / 1000.0)
        .at("/0/value/1")
        .asDouble(Double.NaN);
  }

  /** Files of the rules that it has loaded. */
  public Set<String> ruleFiles() throws IOException, InterruptedException {
    Set<String> files = new TreeSet<>();
    get("/api/v1/rules").path("groups").forEach(group -> files.add(group.path("file").asText()));
    return files;
  }

  /** The rules that it has loaded, those that record and those that alert. */
  public List<JsonNode> rules() throws IOException, InterruptedException {
    List<JsonNode> rules = new ArrayList<>();
    get("/api/v1/rules").path("groups").forEach(group -> group.path("rules").forEach(rules::add));
    return rules;
  }

  /** Rules that could not be evaluated, with the error. */
  public Set<String> failedRules() throws IOException, InterruptedException {
    return rules().stream()
        .filter(rule -> !rule.path("health").asText().equals("ok"))
        .map(rule -> rule.path("name").asText() + ": " + rule.path("lastError").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Names of the alerts that fire now. */
  public Set<String> firing() throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : get("/api/v1/alerts").path("alerts")) {
      if (alert.path("state").asText().equals("firing")) {
        names.add(alert.at("/labels/alertname").asText());
      }
    }
    return names;
  }

  @Override
  public void close() {
    process.close();
    http.close();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return data(request(path).build());
  }

  private JsonNode post(String path, Map<String, String> form)
      throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return data(
        request(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url.resolve(path)).timeout(ANSWER_LIMIT);
  }

  private JsonNode data(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    JsonNode json = mapper.readTree(response.body());
    if (!json.path("status").asText().equals("success")) {
      throw new IOException(
          "Prometheus answers %s with %d: %s"
              .formatted(request.uri(), response.statusCode(), json.path("error").asText()));
    }
    return json.path("data");
  }

  private void awaitReady() {
    await()
        .atMost(READY_LIMIT)
        .until(
            () -> {
              process.requireAlive();
              return ready();
            });
  }

  private boolean ready() throws InterruptedException {
    try {
      return http.send(request("/-/ready").build(), BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
