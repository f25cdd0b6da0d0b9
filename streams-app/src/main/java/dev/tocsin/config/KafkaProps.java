package dev.tocsin.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** Builds the properties of Kafka's clients and of the serdes. */
final class KafkaProps {

  private static final int SESSION_MILLIS = 15_000;

  /**
   * Records buffered between the consumer and the topology: few enough to stay in the CPU's cache
   * and to be garbage-collected young.
   */
  private static final int RECORDS_AT_ONCE = 1_000;

  /**
   * Bytes fetched from one partition at once. A consumer fetches nothing from a broker while
   * records of that broker are unread, so a large value delays all other partitions: with 8 MiB a
   * backlog between the stages delayed live records for minutes. With 128 KiB the CPU time per
   * record was 12 to 25 % higher than with this value; with 1 MiB it was hardly lower.
   */
  private static final int LIVE_FETCH_BYTES = 512 * 1024;

  /**
   * A stream thread asks the registry within a transaction. A request is sent at most twice with
   * this timeout, and the pauses before retries add up to three seconds, so that it fails within
   * the ten seconds of the transaction timeout.
   */
  private static final int REGISTRY_ANSWER_MILLIS = 3_000;

  /** A restore does not delay live records. */
  private static final int RESTORE_FETCH_BYTES = 8 * 1024 * 1024;

  private final TocsinConfig config;

  KafkaProps(TocsinConfig config) {
    this.config = config;
  }

  Map<String, Object> registry() {
    Map<String, Object> props = new HashMap<>();
    props.put(ClusterKeys.SCHEMA_REGISTRY_URL, String.join(",", config.registryUrls()));
    props.put(PassThrough.REGISTRY.prefix() + "http.read.timeout.ms", REGISTRY_ANSWER_MILLIS);
    // Without it Confluent's serde reads generic records.
    props.put("specific.avro.reader", "true");
    config
        .passedThrough(PassThrough.REGISTRY)
        .forEach((key, value) -> props.put(PassThrough.REGISTRY.prefix() + key, value));
    // With and without the prefix, because the name of one setting starts with avro. itself.
    config
        .passedThrough(PassThrough.AVRO)
        .forEach((key, value) -> props.put(PassThrough.AVRO.prefix() + key, value));
    props.putAll(config.passedThrough(PassThrough.AVRO));
    return props;
  }

  Map<String, Object> admin() {
    Map<String, Object> props = common();
    props.put(CommonClientConfigs.CLIENT_ID_CONFIG, config.applicationId() + "-admin");
    // Kafka's default of a minute is too long for a command and for the preflight checks.
    props.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000);
    props.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    props.putAll(config.passedThrough(PassThrough.ADMIN));
    return props;
  }

  Map<String, Object> producer(String clientId) {
    Map<String, Object> props = common();
    props.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    props.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    props.put(ProducerConfig.ACKS_CONFIG, "all");
    props.putAll(producerTuning());
    props.putAll(config.passedThrough(PassThrough.PRODUCER));
    return props;
  }

  Map<String, Object> consumer(String clientId, @Nullable String groupId) {
    Map<String, Object> props = common();
    props.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    if (groupId != null) {
      props.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    }
    props.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    props.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    props.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    props.putAll(config.passedThrough(PassThrough.CONSUMER));
    return props;
  }

  Map<String, Object> streams() {
    Map<String, Object> props = common();
    props.put(StreamsConfig.APPLICATION_ID_CONFIG, config.applicationId());
    props.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // Kafka Streams makes its directory readable for the group; the parent is not.
    props.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().resolve("streams").toString());
    props.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.number(StreamsKeys.STREAM_THREADS));
    props.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, millis(StreamsKeys.COMMIT_INTERVAL));
    props.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, config.text(StreamsKeys.GROUP_PROTOCOL));
    if (!config.text(StreamsKeys.GROUP_PROTOCOL).equals("streams")) {
      props.put(
          StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.number(StreamsKeys.STANDBY_REPLICAS));
    }
    props.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, config.number(TopicKeys.REPLICATION_FACTOR));
    props.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    props.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, RECORDS_AT_ONCE);
    props.put(StreamsConfig.POLL_MS_CONFIG, 20L);
    // The result does not depend on the order of the inputs, so no task waits for an input to merge
    // by timestamp; the check alone took an eighth of the CPU time of the live path.
    props.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
    props.put(
        StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG),
        String.valueOf(config.number(TopicKeys.RECORD_MAX_BYTES)));
    // Records between the stages have the timestamp of the instance's clock or of their input. A
    // broker that rejects them as too far in the future would stop the detector.
    props.put(
        StreamsConfig.topicPrefix(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG),
        String.valueOf(Long.MAX_VALUE));
    // An instance that comes back reads what was deleted meanwhile from its changelogs.
    props.put(
        StreamsConfig.topicPrefix(TopicConfig.DELETE_RETENTION_MS_CONFIG),
        String.valueOf(millis(TopicKeys.TOMBSTONE_RETENTION)));
    streamsClients(props);
    props.putAll(config.passedThrough(PassThrough.STREAMS));
    return props;
  }

  private void streamsClients(Map<String, Object> props) {
    producerTuning().forEach((key, value) -> props.put(StreamsConfig.producerPrefix(key), value));
    props.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
        millisAsInt(StreamsKeys.TRANSACTION_TIMEOUT));
    props.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), RECORDS_AT_ONCE);
    props.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
        LIVE_FETCH_BYTES);
    if (!config
        .passedThrough(PassThrough.CONSUMER)
        .containsKey(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG)) {
      props.put(
          StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
          RESTORE_FETCH_BYTES);
    }
    if (!config.text(StreamsKeys.GROUP_PROTOCOL).equals("streams")) {
      // The partitions of a member or thread that died are not processed until its session times
      // out: Kafka's default of 45 s is too long for a detector that answers in seconds.
      props.put(
          StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
    }
    config
        .passedThrough(PassThrough.PRODUCER)
        .forEach((key, value) -> props.put(StreamsConfig.producerPrefix(key), value));
    config
        .passedThrough(PassThrough.CONSUMER)
        .forEach((key, value) -> props.put(StreamsConfig.consumerPrefix(key), value));
    config
        .passedThrough(PassThrough.ADMIN)
        .forEach((key, value) -> props.put(StreamsConfig.adminClientPrefix(key), value));
  }

  /** Measured: together they reduce the client's CPU time by about a fifth. */
  private Map<String, Object> producerTuning() {
    return Map.of(
        ProducerConfig.BATCH_SIZE_CONFIG,
        256 * 1024,
        ProducerConfig.LINGER_MS_CONFIG,
        20,
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        "lz4",
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        config.number(TopicKeys.RECORD_MAX_BYTES));
  }

  private Map<String, Object> common() {
    Map<String, Object> props = new HashMap<>();
    props.putAll(config.passedThrough(PassThrough.EXTRA));
    props.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        String.join(",", List.copyOf(config.bootstrapServers())));
    props.putAll(config.passedThrough(PassThrough.CLIENTS));
    return props;
  }

  private long millis(String key) {
    return config.duration(key).toMillis();
  }

  private int millisAsInt(String key) {
    return Math.toIntExact(millis(key));
  }
}
