package dev.tocsin.ops;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.ops.encryption.HistoryEncryption;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.health.Health;
import dev.tocsin.ops.health.HealthVerdict;
import dev.tocsin.ops.health.Reason;
import dev.tocsin.ops.health.WatchedGroup;
import dev.tocsin.ops.http.OpsServer;
import dev.tocsin.ops.preflight.Preflight;
import dev.tocsin.phone.PhoneNumbers;
import dev.tocsin.telemetry.MicrometerTelemetry;
import dev.tocsin.telemetry.TopicLabels;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.topology.TocsinTopology;
import dev.tocsin.wiring.Wiring;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running detector: the topology on Kafka Streams, watched by its health, with both and the
 * metrics served over HTTP. {@link #start} returns as soon as it works on joining the group; {@link
 * #awaitReady} waits until it does its work.
 *
 * <p>Safe for use by several threads.
 */
public final class Detector implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Detector.class);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  private final TocsinConfig config;
  private final List<Finding> findings = new ArrayList<>();

  /** Closed in reverse, as far as the start got. */
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private final StreamsRunner streams;
  private final Health health;
  private final OpsServer http;
  private boolean closed;

  private Detector(TocsinConfig config, EventSerdes serdes, TopologyFactory factory)
      throws IOException {
    this.config = config;
    boolean complete = false;
    try {
      open(serdes);
      PrometheusMeterRegistry meters = open(new MetricsRegistry(BuildVersion.current())).meters();
      TopicLabels labels =
          new TopicLabels(config.topics(), config.providers(), config.applicationId());
      MicrometerTelemetry telemetry =
          new MicrometerTelemetry(meters, labels, InstantSource.system());
      HistoryEncryption encryption = HistoryEncryption.of(config);
      Topology topology = factory.create(serdes, encryption.seals(), telemetry);
      preflight(topology, encryption);
      open(StateSpace.watching(config.stateDir(), meters));
      streams = open(new StreamsRunner(config, topology, meters, telemetry::parkedRecords));
      RegistryPing registry = open(new RegistryPing(config.registryProps()));
      WatchedGroup group = group(config);
      TopicProbe topics = open(new TopicProbe(config, topology.describe()));
      health = open(Health.of(streams, registry, topics, group, config.livenessStallTimeout()));
      health.bindTo(meters, labels, group.inputTopics());
      http =
          open(
              OpsServer.start(
                  config.httpHost(), config.httpPort(), meters, health::live, health::ready));
      health.start();
      streams.start();
      complete = true;
    } catch (ProcessorStateException e) {
      throw new StartRefusedException(List.of(damaged(config, e)));
    } finally {
      if (!complete) {
        closeOpened();
      }
    }
  }

  /**
   * Checks what the detector needs, and starts it.
   *
   * @throws StartRefusedException when something that it needs is missing or wrong
   * @throws UncheckedIOException when the HTTP address cannot be bound; the message names it
   */
  public static Detector start(TocsinConfig config) {
    return start(
        config,
        (serdes, seals, telemetry) ->
            TocsinTopology.build(
                Wiring.topology(config), serdes, new PhoneNumbers(), seals, telemetry));
  }

  /** Starts another graph in the detector's place, for tests. */
  static Detector start(TocsinConfig config, TopologyFactory topology) {
    try {
      return new Detector(config, Wiring.serdes(config), topology);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot serve health and metrics on %s:%d: %s; set http.host and http.port"
              .formatted(config.httpHost(), config.httpPort(), e.getMessage()),
          e);
    }
  }

  /** What the checks at the start found without refusing. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Where Prometheus finds the metrics. */
  public URI metricsUrl() {
    return http.url("/metrics");
  }

  /** Where a resource of the HTTP server is, for example {@code /readyz}. */
  public URI url(String path) {
    return http.url(path);
  }

  /** Whether a restart would not help. */
  public HealthVerdict live() {
    return health.live();
  }

  /** Whether it runs, nothing is restored any more and nobody is missing; work may be left. */
  public HealthVerdict ready() {
    return health.ready();
  }

  /**
   * What was in topics and is gone, so that what the detector goes on to say could be wrong: stop
   * it then. Empty when nothing is.
   */
  public List<Reason> lostTopics() {
    return health.lostTopics();
  }

  /** Whether Kafka Streams ended though nobody stopped it; only another start helps. */
  public boolean ended() {
    State state = streams.state();
    return state == State.ERROR || state == State.NOT_RUNNING;
  }

  /**
   * Waits until the detector is {@linkplain #ready() ready}.
   *
   * @throws TimeoutException when it is not in time; the message says why not
   */
  public void awaitReady(Duration timeout) throws TimeoutException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    HealthVerdict verdict = ready();
    while (!verdict.positive()) {
      if (System.nanoTime() - deadline >= 0) {
        throw new TimeoutException(
            "the detector is not ready after %d s: %s".formatted(timeout.toSeconds(), verdict));
      }
      Thread.sleep(POLL_INTERVAL);
      verdict = ready();
    }
  }

  /**
   * Stops within the configured time: says so to whoever asks for readiness, commits, closes the
   * stores cleanly, and stops to answer.
   *
   * @return whether it was done in time; when not, the next start restores what was not committed
   */
  public synchronized boolean stop() {
    if (closed) {
      return true;
    }
    closed = true;
    health.closing();
    boolean clean = streams.close(config.shutdownTimeout());
    if (!clean) {
      log.atWarn()
          .addKeyValue("timeoutMillis", config.shutdownTimeout().toMillis())
          .log("Kafka Streams did not stop in time");
    }
    closeOpened();
    return clean;
  }

  @Override
  public void close() {
    stop();
  }

  private void preflight(Topology topology, HistoryEncryption encryption) {
    Preflight preflight = open(new Preflight(config, encryption));
    findings.addAll(preflight.check(topology.describe()));
    if (findings.stream().anyMatch(Finding::refuses)) {
      throw new StartRefusedException(findings);
    }
  }

  /** Kafka Streams opens the stores that lie there before it joins the group. */
  private static Finding damaged(TocsinConfig config, ProcessorStateException failure) {
    // No record was read yet, so its words name stores and places alone; those of RocksDB stay out.
    return Finding.wrong(
        "state directory " + config.stateDir(),
        "its stores cannot be opened: %s, %s"
            .formatted(
                failure.getMessage(), FailureCauses.root(failure).getClass().getSimpleName()),
        "what Kafka Streams left there",
        "when the disk is not full, delete the directory: it is restored from Kafka");
  }

  private static WatchedGroup group(TocsinConfig config) {
    TopicNames topics = config.topics();
    Set<String> inputs = new HashSet<>(topics.messageLogs(config.providers()));
    inputs.add(topics.account());
    inputs.add(topics.window());
    return new WatchedGroup(
        config.applicationId(),
        Set.copyOf(inputs),
        logs(config),
        config.adminProps(),
        config.consumerProps(config.applicationId() + "-health", null));
  }

  /** The start refuses topics that have another number of partitions. */
  private static Set<TopicPartition> logs(TocsinConfig config) {
    return config.topics().messageLogs(config.providers()).stream()
        .flatMap(
            topic ->
                IntStream.range(0, config.partitions())
                    .mapToObj(partition -> new TopicPartition(topic, partition)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.push(resource);
    return resource;
  }

  private void closeOpened() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        log.atWarn()
            .addKeyValue("exception", e.getClass().getName())
            .log("A part did not close cleanly");
      }
    }
  }
}
