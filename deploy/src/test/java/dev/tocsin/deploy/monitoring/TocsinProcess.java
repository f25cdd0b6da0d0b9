package dev.tocsin.deploy.monitoring;

import dev.tocsin.cli.Main;
import dev.tocsin.local.Ports;
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

/** A detector in a process of its own, as {@code tocsin run} starts it, on a port that stays. */
final class TocsinProcess implements AutoCloseable {

  private final Map<String, String> settings;
  private final Path log;
  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private Process process;

  /**
   * @param settings all of them but the port, which is added
   * @param log where it prints to
   */
  TocsinProcess(Map<String, String> settings, Path log) {
    this.settings = new TreeMap<>(settings);
    this.log = log;
    int port = Ports.free(1).getFirst();
    this.settings.put("http.port", Integer.toString(port));
    this.base = URI.create("http://127.0.0.1:" + port);
    Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
  }

  /** Where it is scraped: host and port. */
  String target() {
    return base.getAuthority();
  }

  /** Starts it and returns at once. */
  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.add("run");
    settings.forEach(
        (key, value) -> {
          // Not on the command line, where everybody can read it.
          if (!key.equals("history.keyset")) {
            command.addAll(List.of("-c", key + "=" + value));
          }
        });
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("TOCSIN_HISTORY_KEYSET", settings.get("history.keyset"));
    process = builder.start();
  }

  /** Ends it at once. */
  void kill() {
    if (process != null) {
      process.destroyForcibly();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  boolean ended() {
    return !process.isAlive();
  }

  /** What it says at {@code /metrics}; empty when it does not answer. */
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
    kill();
    http.close();
  }
}
