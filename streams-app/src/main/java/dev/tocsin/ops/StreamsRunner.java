package dev.tocsin.ops;

import dev.tocsin.config.StreamsKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.health.StreamsView;
import dev.tocsin.telemetry.Metric;
import dev.tocsin.wiring.Wiring;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
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

/** Kafka Streams with its memory bounded, its threads replaced and its doings measured. */
final class StreamsRunner implements StreamsView, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(StreamsRunner.class);

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics kafkaMetrics;
  private final MeterRegistry meters;
  private final RestoreProgress restore;
  private final ThreadFailures failures;
  private final LongSupplier parked;
  private final int threadsWanted;
  private final GroupMembershipOperation onClose;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * @param parked records set aside until the schema registry answers
   */
  StreamsRunner(TocsinConfig config, Topology topology, MeterRegistry meters, LongSupplier parked) {
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
    this.kafkaMetrics = new KafkaStreamsMetrics(streams);
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

  private static Map<String, Object> props(TocsinConfig config) {
    Map<String, Object> props = new HashMap<>(Wiring.streamsProps(config));
    props.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    props.put(BoundedRocksDb.CACHE_BYTES, config.bytes(StreamsKeys.ROCKSDB_CACHE_BYTES));
    props.put(
        BoundedRocksDb.WRITE_BUFFER_BYTES, config.bytes(StreamsKeys.ROCKSDB_WRITE_BUFFER_BYTES));
    // Without one, Streams makes names of a random number, and every restart makes new series of
    // Kafka's own metrics, whose labels contain them.
    props.putIfAbsent(CommonClientConfigs.CLIENT_ID_CONFIG, config.applicationId());
    return props;
  }

  /**
   * A member with an id of its own is awaited by the group until its session times out, and finds
   * its tasks as it left them. One without comes back as a stranger, while the group waits for the
   * one that is gone: it has to say good-bye.
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
   * Commits, closes and leaves no thread behind.
   *
   * @return whether it was done in time
   */
  boolean close(Duration timeout) {
    if (!closed.compareAndSet(false, true)) {
      return streams.state() == State.NOT_RUNNING;
    }
    failures.close();
    kafkaMetrics.close();
    return streams.close(CloseOptions.timeout(timeout).withGroupMembershipOperation(onClose));
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(30));
  }

  private static void stateChanged(State to, State from) {
    log.atInfo().addKeyValue("from", from).addKeyValue("to", to).log("Kafka Streams changed state");
  }

  @Override
  public State state() {
    return streams.state();
  }

  @Override
  public int threadsAlive() {
    // Dead threads are not listed.
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
