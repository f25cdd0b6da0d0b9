package dev.tocsin.deploy.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.local.Ports;
import dev.tocsin.deploy.support.Checkout;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** A Prometheus of its own: port, directory, and the repository's configuration, but quick. */
final class PrometheusServer implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final URI base;
  private final HttpClient http;

  private PrometheusServer(Process process, URI base, HttpClient http) {
    this.process = process;
    this.base = base;
    this.http = http;
  }

  /**
   * Starts one that scrapes and evaluates every second, and returns when it answers.
   *
   * @param target host and port of what it scrapes
   * @param rules content of its rule file
   */
  static PrometheusServer start(Path directory, String target, String rules)
      throws IOException, InterruptedException {
    ObjectNode config =
        (ObjectNode) Rules.tree(Checkout.MONITORING.resolve("prometheus.yml")).deepCopy();
    ((ObjectNode) config.path("global"))
        .put("scrape_interval", "1s")
        .put("evaluation_interval", "1s");
    config.putArray("rule_files").add("rules.yml");
    ObjectNode job = (ObjectNode) config.at("/scrape_configs/0");
    job.remove("dns_sd_configs");
    job.putArray("static_configs").addObject().putArray("targets").add(target);
    Files.writeString(directory.resolve("rules.yml"), rules);
    Files.writeString(directory.resolve("prometheus.yml"), Rules.toYaml(config));
    URI base = URI.create("http://127.0.0.1:" + Ports.free(1).getFirst());
    Process process =
        new ProcessBuilder(
                Program.ofPrometheus("prometheus").path().toString(),
                "--config.file=prometheus.yml",
                "--storage.tsdb.path=data",
                "--web.listen-address=" + base.getAuthority())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("prometheus.log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    PrometheusServer server = new PrometheusServer(process, base, HttpClient.newHttpClient());
    server.awaitReady(directory);
    return server;
  }

  private void awaitReady(Path directory) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new AssertionError(
            "Prometheus does not start: " + Files.readString(directory.resolve("prometheus.log")));
      }
      Thread.sleep(100);
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return get("/-/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Names of the alerts that fire now. */
  Set<String> firing() throws IOException, InterruptedException {
    JsonNode answer = JSON.readTree(get("/api/v1/alerts").body());
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : answer.at("/data/alerts")) {
      if (alert.path("state").asText().equals("firing")) {
        names.add(alert.at("/labels/alertname").asText());
      }
    }
    return names;
  }

  /** Rules that could not be evaluated, with the error. */
  Set<String> failed() throws IOException, InterruptedException {
    Set<String> failed = new TreeSet<>();
    for (JsonNode group : JSON.readTree(get("/api/v1/rules").body()).at("/data/groups")) {
      for (JsonNode rule : group.path("rules")) {
        if (!rule.path("health").asText().equals("ok")) {
          failed.add(rule.path("name").asText() + ": " + rule.path("lastError").asText());
        }
      }
    }
    return failed;
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build(),
        BodyHandlers.ofString());
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
