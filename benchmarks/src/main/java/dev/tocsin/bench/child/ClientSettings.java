package dev.tocsin.bench.child;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Settings of Kafka's clients that every contender gets, those that the detector runs with by
 * default: without them a contender would be measured against its clients' defaults, which cost
 * about a fifth more.
 */
public final class ClientSettings {

  private static final Map<String, String> CONSUMER =
      Map.of(
          ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000",
          ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "8388608",
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
          ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");

  private static final Map<String, String> PRODUCER =
      Map.of(
          ProducerConfig.BATCH_SIZE_CONFIG, "262144",
          ProducerConfig.LINGER_MS_CONFIG, "20",
          ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
          ProducerConfig.ACKS_CONFIG, "all");

  private ClientSettings() {}

  /** For a consumer of committed records that commits by itself. */
  public static Map<String, Object> consumer(String bootstrap) {
    return with(CONSUMER, bootstrap);
  }

  /** For a producer, transactional or not. */
  public static Map<String, Object> producer(String bootstrap) {
    return with(PRODUCER, bootstrap);
  }

  /** All of them, for the report. */
  public static Map<String, String> described() {
    Map<String, String> all = new HashMap<>();
    CONSUMER.forEach((name, value) -> all.put("consumer." + name, value));
    PRODUCER.forEach((name, value) -> all.put("producer." + name, value));
    return Map.copyOf(all);
  }

  private static Map<String, Object> with(Map<String, String> settings, String bootstrap) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("bootstrap.servers", bootstrap);
    return all;
  }
}
