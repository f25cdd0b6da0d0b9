package dev.tocsin.bench.flink;

import dev.tocsin.event.MessageLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.changelog.fs.FsStateChangelogOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What both jobs have in common: a cluster in this JVM with one slot, RocksDB with a log of changes
 * for checkpoints, object reuse, sources and an exactly-once sink with the clients' settings that
 * every contender has.
 */
final class Job {

  private final Map<String, String> arguments = new HashMap<>();
  private final StreamExecutionEnvironment environment;

  /**
   * Reads the command line.
   *
   * @param args bootstrap, registry, group, logs, windows, out (topics), commit (ms between
   *     checkpoints), state (directory)
   */
  Job(String[] args) {
    for (String arg : args) {
      int equals = arg.indexOf('=');
      arguments.put(arg.substring(0, equals), arg.substring(equals + 1));
    }
    environment = StreamExecutionEnvironment.createLocalEnvironment(1, configuration());
  }

  StreamExecutionEnvironment environment() {
    return environment;
  }

  /**
   * The log records, decoded as far as matching needs it.
   *
   * @param reader makes the reader from the registry's address
   */
  <T> DataStream<T> logs(Function<String, WireReader<T, MessageLog>> reader) {
    return stream("logs", reader.apply(text("registry")));
  }

  /** The windows. */
  DataStream<WindowEvent> windows() {
    return stream("windows", new WindowEvent.Reader(text("registry")));
  }

  /** Writes matches exactly once, and runs until the process ends. */
  void run(DataStream<String> matches, String name) throws Exception {
    matches.sinkTo(
        KafkaSink.<String>builder()
            .setBootstrapServers(text("bootstrap"))
            .setKafkaProducerConfig(producer())
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(text("group"))
            // Uses its transactional ids again: with many checkpoints, new ones would cost dearly.
            .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
            .setRecordSerializer(
                KafkaRecordSerializationSchema.<String>builder()
                    .setTopic(text("out"))
                    .setValueSerializationSchema(new SimpleStringSchema())
                    .build())
            .build());
    environment.execute(name);
  }

  private Configuration configuration() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    // A job that fails has to be seen to fail: it would start again and again.
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    // Deleted with the state: this cluster ends with its process, and would leave it behind.
    configuration.set(CoreOptions.TMP_DIRS, text("state"));
    setState(configuration);
    return configuration;
  }

  private void setState(Configuration configuration) {
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    TunedRocksDb.configure(configuration);
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
    configuration.set(
        CheckpointingOptions.CHECKPOINTING_INTERVAL,
        Duration.ofMillis(Long.parseLong(text("commit"))));
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file://" + text("state"));
    // A checkpoint appends to a log what has changed, instead of having RocksDB write a small file
    // that has to be merged with all others. With checkpoints this often nothing matters more.
    configuration.set(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG, true);
    configuration.set(StateChangelogOptions.STATE_CHANGE_LOG_STORAGE, "filesystem");
    configuration.set(FsStateChangelogOptions.BASE_PATH, "file://" + text("state") + "/changes");
    // Every checkpoint names all parts of the log since RocksDB was last saved: not too many.
    configuration.set(
        StateChangelogOptions.PERIODIC_MATERIALIZATION_INTERVAL, Duration.ofMinutes(1));
  }

  private <T> DataStream<T> stream(String name, WireReader<T, ?> reader) {
    KafkaSource<T> source =
        KafkaSource.<T>builder()
            .setBootstrapServers(text("bootstrap"))
            .setGroupId(text("group"))
            .setTopics(text(name))
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setProperty("max.poll.records", "5000")
            .setProperty("max.partition.fetch.bytes", "8388608")
            .setProperty("isolation.level", "read_committed")
            .setClientIdPrefix(text("group") + "-" + name)
            .setDeserializer(reader)
            .build();
    return environment.fromSource(source, WatermarkStrategy.noWatermarks(), name);
  }

  private static Properties producer() {
    Properties properties = new Properties();
    properties.put("batch.size", "262144");
    properties.put("linger.ms", "20");
    properties.put("compression.type", "lz4");
    properties.put("transaction.timeout.ms", "60000");
    return properties;
  }

  private String text(String name) {
    return Objects.requireNonNull(arguments.get(name), name);
  }
}
