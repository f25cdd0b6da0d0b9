package dev.tocsin.config;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Kafka settings that Tocsin sets itself, and what to set instead. */
final class ReservedKeys {

  private static final String EXACTLY_ONCE =
      "Tocsin sets it, because exactly-once processing depends on it; remove the key";
  private static final String ABORTED_ROWS =
      "stores would keep rows of a transaction that was aborted (docs/adr/0018); remove the key";
  private static final String CODE =
      "Tocsin sets it, because its code depends on it; remove the key";

  private static final Set<PassThrough> KAFKA =
      EnumSet.of(
          PassThrough.CLIENTS,
          PassThrough.PRODUCER,
          PassThrough.CONSUMER,
          PassThrough.ADMIN,
          PassThrough.STREAMS,
          PassThrough.EXTRA);

  private static final Map<String, String> INSTEAD =
      Map.ofEntries(
          Map.entry(StreamsConfig.APPLICATION_ID_CONFIG, use(ClusterKeys.APPLICATION_ID)),
          Map.entry(
              CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, use(ClusterKeys.BOOTSTRAP_SERVERS)),
          Map.entry(StreamsConfig.STATE_DIR_CONFIG, use(StreamsKeys.STATE_DIR)),
          Map.entry(StreamsConfig.NUM_STREAM_THREADS_CONFIG, use(StreamsKeys.STREAM_THREADS)),
          Map.entry(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, use(StreamsKeys.STANDBY_REPLICAS)),
          Map.entry(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, use(StreamsKeys.COMMIT_INTERVAL)),
          Map.entry(StreamsConfig.GROUP_PROTOCOL_CONFIG, use(StreamsKeys.GROUP_PROTOCOL)),
          Map.entry(StreamsConfig.REPLICATION_FACTOR_CONFIG, use(TopicKeys.REPLICATION_FACTOR)),
          Map.entry(
              ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, use(StreamsKeys.TRANSACTION_TIMEOUT)),
          Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, use(TopicKeys.RECORD_MAX_BYTES)),
          Map.entry(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, EXACTLY_ONCE),
          Map.entry(StreamsConfig.TRANSACTIONAL_STATE_STORES_CONFIG, ABORTED_ROWS),
          Map.entry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, EXACTLY_ONCE),
          Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, EXACTLY_ONCE),
          Map.entry(ProducerConfig.ACKS_CONFIG, EXACTLY_ONCE),
          Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, EXACTLY_ONCE),
          Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, EXACTLY_ONCE),
          Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, EXACTLY_ONCE),
          Map.entry(ConsumerConfig.GROUP_ID_CONFIG, use(ClusterKeys.APPLICATION_ID)),
          Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, CODE),
          Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, CODE),
          Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, CODE),
          Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, CODE),
          Map.entry(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, CODE),
          Map.entry(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, CODE),
          Map.entry(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, CODE),
          Map.entry(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, CODE));

  private ReservedKeys() {}

  /** Why a pass-through key is reserved and what to do; empty when it is not reserved. */
  static Optional<String> reason(String key) {
    return PassThrough.of(key)
        .filter(KAFKA::contains)
        .map(scope -> INSTEAD.get(innermost(scope.strip(key))));
  }

  /** {@code main.consumer.group.id} of Streams is its consumer's {@code group.id}. */
  private static String innermost(String name) {
    for (String prefix : StreamsKeyNames.CLIENT_PREFIXES) {
      if (name.startsWith(prefix)) {
        return name.substring(prefix.length());
      }
    }
    return name;
  }

  private static String use(String key) {
    return "set '" + key + "' instead";
  }
}
