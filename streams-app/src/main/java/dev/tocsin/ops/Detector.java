package dev.tocsin.ops;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.ops.encryption.HistoryEncryption;
import dev.tocsin.ops.finding.Finding;
import dev.tocsin.ops.health.Health;
import dev.tocsin.ops.health.HealthVerdict;
import dev.tocsin.ops.health.Intervals;
import dev.tocsin.ops.health.Reason;
import dev.tocsin.ops.health.RegistryProbe;
import dev.tocsin.ops.health.WatchedGroup;
import dev.tocsin.ops.http.OpsServer;
import dev.tocsin.ops.preflight.Preflight;
import dev.tocsin.phone.PhoneNumbers;
import dev.tocsin.telemetry.MicrometerTelemetry;
import dev.tocsin.telemetry.Telemetry;
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
import java.util.ArrayList;
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
 * A running detector: the topology on Kafka Streams, with health and metrics served over HTTP.
 * {@link #start} returns when Kafka Streams starts to join the group; {@link #awaitReady} waits
 * until the detector is ready.
 *
 * <p>Safe for use by several threads.
 */
public final class Detector implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Detector.class);

  private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

  /** Creates the topology to run. */
  @FunctionalInterface
  interface TopologyFactory {

    /**
     * Creates it; nothing runs yet.
     *
     * @param serdes of the contracts; closed after the topology
     * @param encryption has the seals of what is stored, and makes the identifiers
     * @param telemetry receives the events of the processors
     */
    Topology create(EventSerdes serdes, HistoryEncryption encryption, Telemetry telemetry);
  }

  private final TocsinConfig config;
  private final List<Finding> findings = new ArrayList<>();

  private final Resources resources = new Resources();

  private final StreamsRunner streams;
  private final Health health;
  private final OpsServer http;
  private boolean closed;

  private Detector(
      TocsinConfig config, EventSerdes serdes, TopologyFactory factory, Intervals intervals)
      throws IOException {
    this.config = config;
    boolean complete = false;
    try {
      resources.add("serdes", serdes);
      PrometheusMeterRegistry meters =
          resources.add("metrics", new MetricsRegistry(BuildVersion.current())).meters();
      TopicLabels labels =
          new TopicLabels(config.topics(), config.providers(), config.applicationId());
      MicrometerTelemetry telemetry =
          new MicrometerTelemetry(meters, labels, InstantSource.system());
      HistoryEncryption encryption = HistoryEncryption.of(config);
      Topology topology = factory.create(serdes, encryption, telemetry);
      preflight(topology, encryption);
      encryption.logUnprotected();
      resources.add("state directory monitor", StateSpace.watching(config.stateDir(), meters));
      streams =
          resources.add(
              "Kafka Streams",
              new StreamsRunner(
                  config, topology, meters, telemetry::parkedRecords, intervals.kafkaMetrics()));
      RegistryProbe registry =
          resources.add("schema registry client", new RegistryProbe(config.registryProps()));
      WatchedGroup group = group(config);
      AdminTopicsProbe topics =
          resources.add("topic probe", new AdminTopicsProbe(config, topology.describe()));
      health =
          resources.add(
              "health",
              Health.of(
                  streams, registry, topics, group, intervals, config.livenessStallTimeout()));
      health.bindTo(meters, labels, group.inputTopics());
      http =
          resources.add(
              "HTTP server",
              OpsServer.start(
                  config.httpHost(), config.httpPort(), meters, health::live, health::ready));
      health.start();
      streams.start();
      complete = true;
    } catch (ProcessorStateException e) {
      throw new StartRefusedException(List.of(damaged(config, e)));
    } finally {
      if (!complete) {
        resources.close();
      }
    }
  }

  /**
   * Runs the preflight checks and starts the detector.
   *
   * @throws StartRefusedException when a check fails
   * @throws UncheckedIOException when the HTTP address cannot be bound; the message names it
   */
  public static Detector start(TocsinConfig config) {
    return start(config, Intervals.DEFAULT);
  }

  static Detector start(TocsinConfig config, Intervals intervals) {
    return start(
        config,
        (serdes, encryption, telemetry) ->
            TocsinTopology.build(
                Wiring.topology(config),
                serdes,
                new PhoneNumbers(),
                encryption.seals(),
                encryption.identity(),
                telemetry,
                new ControlTopicEnd(config)),
        intervals);
  }

  /** Starts another topology, for tests. */
  static Detector start(TocsinConfig config, TopologyFactory topology, Intervals intervals) {
    try {
      return new Detector(config, Wiring.serdes(config), topology, intervals);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot serve health and metrics on %s:%d: %s; set http.host and http.port to a free address"
              .formatted(config.httpHost(), config.httpPort(), e.getMessage()),
          e);
    }
  }

  /** The findings of the preflight checks; all of them are notes. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** URL of the metrics for Prometheus. */
  public URI metricsUrl() {
    return http.url("/metrics");
  }

  /** URL of a path of the HTTP server, for example {@code /readyz}. */
  public URI url(String path) {
    return http.url(path);
  }

  /** Whether the detector is live: a restart would not help. */
  public HealthVerdict live() {
    return health.live();
  }

  /** Whether the detector runs, has restored its state and reaches all services; lag may remain. */
  public HealthVerdict ready() {
    return health.ready();
  }

  /**
   * Topics that were deleted while in use, after which further results may be wrong: stop the
   * detector. Empty when there are none.
   */
  public List<Reason> lostTopics() {
    return health.lostTopics();
  }

  /** Whether Kafka Streams stopped without {@link #stop}; only a restart helps. */
  public boolean ended() {
    State state = streams.state();
    return state == State.ERROR || state == State.NOT_RUNNING;
  }

  /**
   * Waits until the detector is {@linkplain #ready() ready}.
   *
   * @throws TimeoutException when it is not ready in time; the message has the reasons
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
   * Stops within the configured time: turns not ready, commits, closes the stores and then the HTTP
   * server.
   *
   * @return whether it finished in time; if not, the next start restores the uncommitted state
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
          .log("Kafka Streams did not stop in time; the next start restores the uncommitted state");
    }
    resources.close();
    return clean;
  }

  @Override
  public void close() {
    stop();
  }

  private void preflight(Topology topology, HistoryEncryption encryption) {
    Preflight preflight = resources.add("state directory lock", new Preflight(config, encryption));
    findings.addAll(preflight.check(topology.describe()));
    if (findings.stream().anyMatch(Finding::refuses)) {
      throw new StartRefusedException(findings);
    }
  }

  /** Kafka Streams opens the local stores before it joins the group. */
  private static Finding damaged(TocsinConfig config, ProcessorStateException failure) {
    // No record was read yet, so the message names stores and paths only; RocksDB's is left out.
    return Finding.wrong(
        "state directory " + config.stateDir(),
        "the stores cannot be opened: %s, %s"
            .formatted(
                failure.getMessage(), FailureCauses.root(failure).getClass().getSimpleName()),
        "stores that can be opened",
        "free space if the disk is full, else delete the directory; it is restored from Kafka");
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

  /** The preflight checks ensure this number of partitions. */
  private static Set<TopicPartition> logs(TocsinConfig config) {
    return config.topics().messageLogs(config.providers()).stream()
        .flatMap(
            topic ->
                IntStream.range(0, config.partitions())
                    .mapToObj(partition -> new TopicPartition(topic, partition)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
