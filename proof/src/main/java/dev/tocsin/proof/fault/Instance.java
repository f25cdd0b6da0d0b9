package dev.tocsin.proof.fault;

import dev.tocsin.testkit.Child;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A detector with a state directory, which can be started, stopped and killed repeatedly. */
final class Instance implements AutoCloseable {

  static final Duration READY = Duration.ofMinutes(4);

  private static final String UNKNOWN = "?";
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Pattern URL = Pattern.compile("metrics\\s+(http\\S+)/metrics");
  private static final Pattern PROCESS_ID = Pattern.compile("\"processId\"\\s*:\\s*\"([^\"]+)\"");
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(ANSWER).version(HttpClient.Version.HTTP_1_1).build();

  private final Installation installation;
  private final String name;
  private final List<String> options = new ArrayList<>();
  private int starts;
  private @Nullable Child child;
  private Launcher.@Nullable Spec spec;

  Instance(Installation installation, String name) {
    this.installation = installation;
    this.name = name;
  }

  String name() {
    return name;
  }

  Path stateDir() {
    return Path.of(
        installation
            .settings()
            .getOrDefault("state.dir", installation.directory().resolve(name).toString()));
  }

  /** More options for the JVM of the next start. */
  Instance options(List<String> more) {
    options.addAll(more);
    return this;
  }

  /** Starts it and returns at once. */
  Instance start() {
    return start(Map.of());
  }

  /** Starts it with more in its environment and returns at once. */
  Instance start(Map<String, String> environment) {
    Map<String, String> settings = new TreeMap<>(installation.settings());
    settings.put("state.dir", stateDir().toString());
    Map<String, String> all = new HashMap<>(environment);
    // Not on the command line, which every user of the machine can read.
    all.put("TOCSIN_HISTORY_KEYSET", installation.keyset());
    Launcher.Spec next =
        new Launcher.Spec(
            name,
            List.copyOf(options),
            settings,
            all,
            installation.directory().resolve(name + "-" + ++starts + ".log"));
    spec = next;
    child = installation.launcher().start(next);
    return this;
  }

  /**
   * Waits until it reports that it is ready.
   *
   * @throws GuaranteeViolatedException when it ends before, or takes too long
   */
  Instance awaitReady() throws Exception {
    Child running = child();
    try {
      Await.until(READY, () -> !running.alive() || running.printed().contains("Ready."));
    } catch (Await.BoundReachedException e) {
      throw new GuaranteeViolatedException(name + " does not become ready; see " + running.log());
    }
    if (!running.alive()) {
      throw new GuaranteeViolatedException(
          name + " ended with " + running.exitCode() + " at its start; see " + running.log());
    }
    return this;
  }

  boolean alive() {
    return child != null && child.alive();
  }

  Child child() {
    Child running = child;
    if (running == null) {
      throw new IllegalStateException(name + " was not started");
    }
    return running;
  }

  void kill() throws InterruptedException {
    child().kill();
  }

  /**
   * Stops it with SIGTERM.
   *
   * @return how long it took
   * @throws GuaranteeViolatedException when it does not end within the bound, or not with 0
   */
  Duration stop(Duration bound) throws InterruptedException {
    long began = System.nanoTime();
    child().terminate();
    if (!child().ended(bound)) {
      throw new GuaranteeViolatedException(
          name + " did not end within " + bound.toSeconds() + " s; see " + child().log());
    }
    if (child().exitCode() != 0) {
      throw new GuaranteeViolatedException(
          name + " ended with " + child().exitCode() + " on SIGTERM; see " + child().log());
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Resumes it if it is frozen. */
  void thawIfAlive() throws InterruptedException {
    if (alive()) {
      child().thaw();
    }
  }

  /** Sum of all series of a metric; 0 when it does not answer or has none. */
  double metric(String metric) throws InterruptedException {
    HttpResponse<String> answer = get("/metrics");
    if (answer == null) {
      return 0;
    }
    return answer
        .body()
        .lines()
        .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** Status of a health resource; 0 when it does not answer. */
  int status(String path) throws InterruptedException {
    HttpResponse<String> answer = get(path);
    return answer == null ? 0 : answer.statusCode();
  }

  private @Nullable HttpResponse<String> get(String path) throws InterruptedException {
    Matcher url = URL.matcher(child().printed());
    if (!url.find()) {
      return null;
    }
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create(url.group(1) + path)).timeout(ANSWER).build(),
          BodyHandlers.ofString());
    } catch (IOException e) {
      return null;
    }
  }

  /** The part that all its transactional ids contain; matches none before the first start. */
  String processId() {
    Launcher.Spec started = spec;
    if (started == null) {
      return UNKNOWN;
    }
    Path file = Path.of("streams", installation.name(), "kafka-streams-process-metadata");
    try {
      Matcher id = PROCESS_ID.matcher(installation.launcher().stored(started, file));
      return id.find() ? id.group(1) : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  @Override
  public void close() {
    if (child != null && child.alive()) {
      try {
        child.kill();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
