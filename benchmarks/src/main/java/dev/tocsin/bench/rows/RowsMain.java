package dev.tocsin.bench.rows;

import dev.tocsin.bench.child.Arguments;
import dev.tocsin.bench.child.ClientSettings;
import dev.tocsin.ops.BoundedRocksDb;
import dev.tocsin.testkit.ChildMain;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Runs the rows on Kafka Streams, exactly once, with RocksDB bounded as the detector's is. */
public final class RowsMain {

  static final String RECORDS = "records";
  static final String WINDOWS = "windows";
  private static final String ALL_WINDOWS = "windows-to-all";

  private RowsMain() {}

  /**
   * Runs until the parent ends it.
   *
   * @param args bootstrap, registry, group, logs, windows, out (topics), partitions, commit (ms),
   *     state (directory)
   */
  public static void main(String[] args) throws InterruptedException {
    Arguments arguments = Arguments.parse(args);
    createMulticast(arguments);
    KafkaStreams streams = new KafkaStreams(topology(arguments), properties(arguments));
    streams.setStateListener(
        (to, from) -> {
          if (to == KafkaStreams.State.RUNNING) {
            ChildMain.signal("ready");
          }
        });
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> streams.close(Duration.ofSeconds(20)), "rows-stop"));
    streams.start();
    Thread.currentThread().join();
  }

  @SuppressWarnings("removal")
  private static Topology topology(Arguments arguments) {
    Topology topology = new Topology();
    topology.addSource(
        "logs", new ByteArrayDeserializer(), new ByteArrayDeserializer(), arguments.text("logs"));
    topology.addSource(
        "windows",
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        arguments.text("windows"));
    Set<Integer> all =
        IntStream.range(0, arguments.number("partitions"))
            .boxed()
            .collect(Collectors.toUnmodifiableSet());
    topology.<byte[], byte[]>addSink(
        "windows-out",
        multicast(arguments),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        (topic, key, value, partitions) -> Optional.of(all),
        "windows");
    topology.addSource(
        "windows-in",
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer(),
        multicast(arguments));
    topology.addProcessor(
        "match",
        () -> new RowsProcessor(arguments.text("registry"), arguments.text("logs")),
        "logs",
        "windows-in");
    topology.addStateStore(store(RECORDS), "match");
    topology.addStateStore(store(WINDOWS), "match");
    topology.addSink(
        "out",
        arguments.text("out"),
        new ByteArraySerializer(),
        new ByteArraySerializer(),
        "match");
    return topology;
  }

  /** Nothing is read back soon, so that a cache would only cost. */
  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
        .withCachingDisabled();
  }

  private static Properties properties(Arguments arguments) {
    String bootstrap = arguments.text("bootstrap");
    Properties properties = new Properties();
    ClientSettings.consumer(bootstrap)
        .forEach((name, value) -> properties.put(StreamsConfig.consumerPrefix(name), value));
    ClientSettings.producer(bootstrap)
        .forEach((name, value) -> properties.put(StreamsConfig.producerPrefix(name), value));
    // Kafka Streams sets these itself under exactly-once, and warns when they are given.
    properties.put(StreamsConfig.consumerPrefix("max.poll.records"), 1_000);
    properties.remove(StreamsConfig.consumerPrefix("isolation.level"));
    properties.remove(StreamsConfig.consumerPrefix("enable.auto.commit"));
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, arguments.text("group"));
    properties.put(StreamsConfig.STATE_DIR_CONFIG, arguments.text("state"));
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, arguments.text("commit"));
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    properties.put(StreamsConfig.POLL_MS_CONFIG, 20);
    // As in the detector, which is faster with both.
    properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 1_000);
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    properties.put("tocsin.rocksdb.cache.bytes", 256L << 20);
    properties.put("tocsin.rocksdb.write.buffer.bytes", 96L << 20);
    return properties;
  }

  private static String multicast(Arguments arguments) {
    return arguments.text("group") + "-" + ALL_WINDOWS;
  }

  private static void createMulticast(Arguments arguments) throws InterruptedException {
    NewTopic topic =
        new NewTopic(
            multicast(arguments), Optional.of(arguments.number("partitions")), Optional.empty());
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", arguments.text("bootstrap")))) {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new IllegalStateException("the topic of windows cannot be created", e.getCause());
      }
    }
  }
}
