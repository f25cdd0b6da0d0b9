package dev.tocsin.deploy.monitoring;

import dev.tocsin.local.Ports;
import dev.tocsin.proof.fault.Launcher;
import dev.tocsin.testkit.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A detector in a process of its own, as {@code tocsin run} starts it, on a fixed port. */
final class TocsinProcess implements AutoCloseable {

  private final Map<String, String> settings;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private ChildProcess process;

  /**
   * @param settings all of them but the port, which is added
   * @param log the file for its output
   */
  TocsinProcess(Map<String, String> settings, Path log) {
    this.settings = new TreeMap<>(settings);
    this.log = log;
    int port = Ports.free(1).getFirst();
    this.settings.put("http.port", Integer.toString(port));
    this.base = URI.create("http://127.0.0.1:" + port);
  }

  /** Where it is scraped: host and port. */
  String target() {
    return base.getAuthority();
  }

  /** Starts it and returns at once. */
  void start() {
    List<String> args = new ArrayList<>();
    args.add("run");
    settings.forEach(
        (key, value) -> {
          // Not on the command line, which every user of the machine can read.
          if (!key.equals("history.keyset")) {
            args.addAll(List.of("-c", key + "=" + value));
          }
        });
    process =
        ChildProcess.java(Launcher.MAIN)
            .name("tocsin run")
            .heapMib(384)
            .options(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"))
            .args(args)
            .environment(Map.of("TOCSIN_HISTORY_KEYSET", settings.get("history.keyset")))
            .start(log);
  }

  /** Kills it. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.kill();
    }
  }

  boolean ended() {
    return !process.alive();
  }

  /** The metrics at {@code /metrics}; empty when it does not answer. */
  String scrape() throws InterruptedException {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(base.resolve("/metrics")).timeout(Duration.ofSeconds(5)).build();
      return http.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      return "";
    }
  }

  /** Sum of the series of a metric, or one of them with its labels; 0 when there is none. */
  double metric(String name) throws InterruptedException {
    return scrape()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
    http.close();
  }
}
