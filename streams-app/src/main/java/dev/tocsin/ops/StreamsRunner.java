package dev.tocsin.ops;

import dev.tocsin.config.StreamsKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.health.StreamsView;
import dev.tocsin.telemetry.Metric;
import dev.tocsin.wiring.Wiring;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka Streams with bounded memory, replaced threads and metrics. */
final class StreamsRunner implements StreamsView, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StreamsRunner.class);

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final ScheduledExecutorService metricsScheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("tocsin-kafka-metrics").factory());
  private final KafkaStreamsMetrics kafkaMetrics;
  private final MeterRegistry meters;
  private final RestoreProgress restore;
  private final ThreadFailures failures;
  private final LongSupplier parked;
  private final int threadsWanted;
  private final GroupMembershipOperation onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param parked number of records that are parked until the schema registry answers
   * @param metricsInterval between two searches for new metrics of Kafka's clients
   */
  StreamsRunner(
      TocsinConfig config,
      Topology topology,
      MeterRegistry meters,
      LongSupplier parked,
      Duration metricsInterval) {
    Map<String, Object> props = props(config);
    this.meters = meters;
    this.parked = parked;
    this.threadsWanted = config.number(StreamsKeys.STREAM_THREADS);
    this.onClose = onClose(props);
    this.restore = new RestoreProgress(meters);
    this.failures = new ThreadFailures(meters, FIRST_WAIT, LONGEST_WAIT, System::nanoTime);
    Properties properties = new Properties();
    properties.putAll(props);
    this.streams = new KafkaStreams(topology, properties);
    this.kafkaMetrics =
        new KafkaStreamsMetrics(streams, Tags.empty(), metricsScheduler, metricsInterval);
    streams.setUncaughtExceptionHandler(failures);
    streams.setGlobalStateRestoreListener(restore);
    streams.setStandbyUpdateListener(restore);
    streams.setStateListener(StreamsRunner::stateChanged);
    for (State state : State.values()) {
      Metric.STREAMS_STATE.gauge(
          meters, () -> streams.state() == state ? 1 : 0, Metric.labelValue(state));
    }
    Metric.THREADS_ALIVE.gauge(meters, this::threadsAlive);
  }

  static Map<String, Object> props(TocsinConfig config) {
    Map<String, Object> props = new HashMap<>(Wiring.streamsProps(config));
    props.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    props.put(BoundedRocksDb.CACHE_BYTES, config.bytes(StreamsKeys.ROCKSDB_CACHE_BYTES));
    props.put(
        BoundedRocksDb.WRITE_BUFFER_BYTES, config.bytes(StreamsKeys.ROCKSDB_WRITE_BUFFER_BYTES));
    // By default Streams uses a random client id, and every restart creates new series of Kafka's
    // metrics, whose labels contain it.
    props.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, config.applicationId());
    return props;
  }

  /**
   * A static member (group.instance.id) keeps its tasks until its session times out. A dynamic
   * member gets a new id after a restart, so it must leave the group: otherwise the group waits
   * until the session of the old id times out.
   */
  private static GroupMembershipOperation onClose(Map<String, Object> props) {
    boolean fixedMember =
        props.keySet().stream()
            .anyMatch(
                key ->
                    key.equals(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)
                        || key.endsWith("consumer." + ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
    return fixedMember
        ? GroupMembershipOperation.REMAIN_IN_GROUP
        : GroupMembershipOperation.LEAVE_GROUP;
  }

  void start() {
    streams.start();
    kafkaMetrics.bindTo(meters);
  }

  /**
   * Commits and closes.
   *
   * @return whether it finished in time
   */
  boolean close(Duration timeout) {
    if (!closed.compareAndSet(false, true)) {
      return streams.state() == State.NOT_RUNNING;
    }
    failures.close();
    metricsScheduler.shutdownNow();
    kafkaMetrics.close();
    return streams.close(CloseOptions.timeout(timeout).withGroupMembershipOperation(onClose));
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(30));
  }

  private static void stateChanged(State to, State from) {
    log.atInfo()
        .addKeyValue("from", from)
        .addKeyValue("to", to)
        .log("Kafka Streams changed its state");
  }

  @Override
  public State state() {
    return streams.state();
  }

  @Override
  public int threadsAlive() {
    // Failed threads are not listed.
    return streams.metadataForLocalThreads().size();
  }

  @Override
  public int threadsWanted() {
    return threadsWanted;
  }

  @Override
  public long threadFailures() {
    return failures.total();
  }

  @Override
  public Set<TopicPartition> owned() {
    return streams.metadataForLocalThreads().stream()
        .map(ThreadMetadata::activeTasks)
        .flatMap(Set::stream)
        .flatMap(task -> task.topicPartitions().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public int restoring() {
    return restore.partitions();
  }

  @Override
  public long restoreRemaining() {
    return restore.remaining();
  }

  @Override
  public long restored() {
    return restore.total();
  }

  @Override
  public long parked() {
    return parked.getAsLong();
  }
}
