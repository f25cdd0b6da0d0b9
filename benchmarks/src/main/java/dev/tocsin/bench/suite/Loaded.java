package dev.tocsin.bench.suite;

import dev.tocsin.bench.cluster.Feed;
import dev.tocsin.bench.cluster.Ground;
import dev.tocsin.bench.contender.Contender;
import dev.tocsin.bench.process.ChildException;
import dev.tocsin.bench.process.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * A detector that has been given accounts and all or a part of the workload, and has digested it.
 */
final class Loaded implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Ground ground;
  private final Feed feed;
  private final Map<String, String> settings;
  private final HttpClient http = HttpClient.newHttpClient();
  private ChildJvm child;
  private URI ready;

  private Loaded(Arena arena, Map<String, String> settings) throws InterruptedException {
    this.settings = settings;
    ground = arena.cluster().newGround(Contender.TOCSIN.label());
    feed = new Feed(ground);
    feed.accounts();
    child = Contender.TOCSIN.start(ground, settings);
    ready = readiness();
  }

  /**
   * Starts a detector on topics of its own that has no log records yet.
   *
   * @param settings keys on top of the standard ones
   */
  static Loaded empty(Arena arena, Map<String, String> settings) throws InterruptedException {
    return new Loaded(arena, settings);
  }

  /** Starts a detector and gives it the whole workload. */
  static Loaded withAll(Arena arena, Map<String, String> settings) throws InterruptedException {
    Loaded loaded = empty(arena, settings);
    loaded.push(arena, 0, arena.workload().pushes());
    return loaded;
  }

  /** Pushes a range of the workload and waits until it is digested. */
  void push(Arena arena, int from, int to) throws InterruptedException {
    feed.logs(arena.workload(), from, to);
    Watch.untilCommitted(child, ground, to);
    awaitReady();
  }

  Ground ground() {
    return ground;
  }

  Feed feed() {
    return feed;
  }

  ChildJvm child() {
    return child;
  }

  /** Stops the detector in order. */
  void stop() {
    child.close();
  }

  /** Starts it again on the same topics, and waits until it has no work. */
  void start() throws InterruptedException {
    child = Contender.TOCSIN.start(ground, settings);
    ready = readiness();
    child.await("ready", Arena.LIMIT);
  }

  /** Waits until the detector says that all work is done. */
  void awaitReady() throws InterruptedException {
    long deadline = System.nanoTime() + Arena.LIMIT.toNanos();
    while (!isReady()) {
      child.requireAlive();
      if (System.nanoTime() - deadline > 0) {
        throw new ChildException("the detector is not ready in time; its log: " + ground.log());
      }
      Thread.sleep(PAUSE);
    }
  }

  @Override
  public void close() {
    child.close();
    http.close();
    feed.close();
    ground.close();
  }

  private boolean isReady() throws InterruptedException {
    try {
      return http.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      throw new ChildException("the detector does not answer; its log: " + ground.log(), e);
    }
  }

  private URI readiness() throws InterruptedException {
    String metrics = Objects.requireNonNull(child.await("started", START).get("metrics"));
    return URI.create(metrics).resolve("/readyz");
  }
}
