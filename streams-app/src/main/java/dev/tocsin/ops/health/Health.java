package dev.tocsin.ops.health;

import dev.tocsin.telemetry.Metric;
import dev.tocsin.telemetry.TopicLabels;
import dev.tocsin.telemetry.TopicLabels.TopicLabel;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Monitors the running instance in background threads, one each for progress, the schema registry,
 * the topics and the newest records of the providers, and answers from their last results.
 */
public final class Health implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Health.class);

  /** Short, because readiness waits for the first check. */
  private static final Duration TOPICS_INTERVAL = Duration.ofMillis(100);

  private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(5);

  private final StreamsView streams;
  private final GroupOffsetsReader reader;
  private final RegistryProbe registry;
  private final TopicsWatch topics;
  private final NewestRecords newest;
  private final Intervals intervals;
  private final Duration stallTimeout;
  private final ProgressJudge judge;
  private final ScheduledExecutorService scheduler =
      Executors.newScheduledThreadPool(
          4, Thread.ofPlatform().daemon().name("tocsin-health-", 0).factory());

  private volatile HealthVerdict progress = HealthVerdict.of(List.of());
  private volatile long stalledMillis;
  private volatile long lastSampleMillis = monotonicMillis();
  private volatile @Nullable GroupOffsets offsets;
  private volatile @Nullable String brokersProblem = "not checked yet";
  private volatile @Nullable String registryProblem = "not checked yet";
  private volatile boolean closing;

  /**
   * @param stallTimeout how long there may be work without progress
   */
  Health(
      StreamsView streams,
      GroupOffsetsReader reader,
      RegistryProbe registry,
      TopicsWatch topics,
      NewestRecords newest,
      Intervals intervals,
      Duration stallTimeout) {
    this.streams = streams;
    this.reader = reader;
    this.registry = registry;
    this.topics = topics;
    this.newest = newest;
    this.intervals = intervals;
    this.stallTimeout = stallTimeout;
    this.judge = new ProgressJudge(stallTimeout);
  }

  /**
   * Health of an instance, not started.
   *
   * @param stallTimeout how long there may be work without progress
   */
  public static Health of(
      StreamsView streams,
      RegistryProbe registry,
      TopicsProbe topics,
      WatchedGroup group,
      Intervals intervals,
      Duration stallTimeout) {
    RecordProbe probe = RecordProbe.reading(group.consumerProps(), PROBE_TIMEOUT);
    Admin admin = Admin.create(group.adminProps());
    GroupOffsetsReader reader =
        new GroupOffsetsReader(admin, group.id(), group.inputTopics(), probe);
    NewestRecords newest = new NewestRecords(admin, group.logs());
    TopicsWatch watch =
        new TopicsWatch(streams, topics, intervals.health(), intervals.topics(), System::nanoTime);
    return new Health(streams, reader, registry, watch, newest, intervals, stallTimeout);
  }

  /** Starts monitoring. */
  public void start() {
    long millis = intervals.health().toMillis();
    // All tasks catch exceptions; liveness detects a stopped sampler by the age of its last sample.
    var unusedSampling =
        scheduler.scheduleWithFixedDelay(this::sample, 0, millis, TimeUnit.MILLISECONDS);
    var unusedProbing =
        scheduler.scheduleWithFixedDelay(this::probeRegistry, 0, millis, TimeUnit.MILLISECONDS);
    var unusedWatching =
        scheduler.scheduleWithFixedDelay(
            topics::check, 0, TOPICS_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    var unusedReading =
        scheduler.scheduleWithFixedDelay(
            this::readNewest, 0, intervals.newestRecords().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether the instance is live: it makes progress, or has no work. */
  public HealthVerdict live() {
    List<Reason> reasons = new ArrayList<>(progress.reasons());
    long age = monotonicMillis() - lastSampleMillis;
    // A sample may time out once for each of its requests to the brokers.
    if (age > stallTimeout.plus(intervals.health()).toMillis() + 30_000) {
      reasons.add(
          Reason.blocking(
              "health sampler", "no sample for %d s".formatted(age / 1000), "restart the process"));
    }
    return HealthVerdict.of(reasons);
  }

  /** Whether the instance is ready: it runs and can use all that it needs. */
  public HealthVerdict ready() {
    return Readiness.of(
        new Readiness.Facts(
            closing,
            streams.state(),
            streams.restoring(),
            streams.restoreRemaining(),
            brokersProblem,
            registryProblem,
            topics.problems(),
            streams.parked(),
            live()));
  }

  /** Topics that were deleted while in use, after which results may be wrong; empty when none. */
  public List<Reason> lostTopics() {
    return topics.lost() ? topics.problems() : List.of();
  }

  /** From now on the instance is not ready, and liveness is not judged. */
  public void closing() {
    closing = true;
    scheduler.shutdownNow();
    progress = HealthVerdict.of(List.of());
    lastSampleMillis = Long.MAX_VALUE;
  }

  /** Publishes the health metrics. */
  public void bindTo(MeterRegistry meters, TopicLabels labels, Collection<String> inputTopics) {
    Metric.LIVE.gauge(meters, () -> live().positive() ? 1 : 0);
    Metric.READY.gauge(meters, () -> ready().positive() ? 1 : 0);
    Metric.STALL.gauge(meters, () -> stalledMillis / 1000.0);
    Metric.BROKER_REACHABLE.gauge(meters, () -> brokersProblem == null ? 1 : 0);
    Metric.REGISTRY_REACHABLE.gauge(meters, () -> registryProblem == null ? 1 : 0);
    for (String topic : inputTopics) {
      lagGauge(meters, labels, labels.of(topic));
    }
    lagGauge(meters, labels, labels.internal());
    for (String topic : newest.topics()) {
      Metric.PROVIDER_NEWEST.gauge(
          meters, () -> newest.seconds(topic), labels.of(topic).provider());
    }
  }

  private void lagGauge(MeterRegistry meters, TopicLabels labels, TopicLabel label) {
    Metric.GROUP_LAG.gauge(meters, () -> lag(labels, label), label.role(), label.provider());
  }

  private @Nullable Long lag(TopicLabels labels, TopicLabel label) {
    GroupOffsets known = offsets;
    if (known == null) {
      return null;
    }
    return known.lag().entrySet().stream()
        .filter(lag -> labels.of(lag.getKey().topic()).equals(label))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private void sample() {
    try {
      GroupOffsets now = readOffsets();
      HealthVerdict verdict =
          judge.observe(
              new ProgressSample(
                  monotonicMillis(),
                  streams.state(),
                  streams.threadsAlive(),
                  streams.threadsWanted(),
                  streams.threadFailures(),
                  streams.restoring(),
                  streams.restored(),
                  streams.parked() > 0 && registryProblem != null,
                  now));
      if (closing) {
        return;
      }
      if (verdict.positive() != progress.positive()) {
        log.atWarn()
            .addKeyValue("live", verdict.positive())
            .addKeyValue("reasons", verdict.reasons())
            .log("Liveness changed");
      }
      offsets = now;
      stalledMillis = judge.stalledMillis();
      progress = verdict;
      lastSampleMillis = monotonicMillis();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // The schedule must continue; liveness fails when no sample succeeds for long.
      log.atWarn()
          .addKeyValue("exception", e.getClass().getName())
          .log("Failed to take a health sample");
    }
  }

  private @Nullable GroupOffsets readOffsets() throws InterruptedException {
    try {
      GroupOffsets now = reader.read(streams.owned());
      brokersProblem = null;
      return now;
    } catch (ExecutionException | KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof UnknownTopicOrPartitionException) {
        // The brokers answer; the topic check names the missing topic.
        brokersProblem = null;
        return null;
      }
      if (brokersProblem == null && !closing) {
        log.atWarn()
            .addKeyValue("exception", cause.getClass().getName())
            .log("Failed to read the offsets of the consumer group");
      }
      String name = cause.getClass().getSimpleName();
      brokersProblem =
          cause instanceof RetriableException
              ? "do not answer (" + name + ")"
              : "rejected the request for the offsets of the consumer group: " + name;
      return null;
    }
  }

  private void probeRegistry() {
    try {
      String problem = registry.problem();
      if ((problem == null) != (registryProblem == null) && !closing) {
        log.atInfo()
            .addKeyValue("reachable", problem == null)
            .log("Reachability of the schema registry changed");
      }
      registryProblem = problem;
    } catch (RuntimeException e) {
      registryProblem = "the request failed: " + e.getClass().getName();
    }
  }

  private void readNewest() {
    try {
      newest.read();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.atWarn()
          .addKeyValue("exception", e.getClass().getName())
          .log("Failed to read the newest timestamps of the message logs");
    }
  }

  private static long monotonicMillis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public void close() {
    closing();
    reader.close();
  }
}
