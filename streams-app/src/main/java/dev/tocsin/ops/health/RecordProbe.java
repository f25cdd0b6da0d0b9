package dev.tocsin.ops.health;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Checks whether a range of offsets contains a committed record. Transaction markers and aborted
 * records have offsets too: after a crash they can remain after the committed offset for ever,
 * which looks like lag although there is nothing to read.
 */
@FunctionalInterface
interface RecordProbe {

  /**
   * Whether there is a record from one offset, inclusive, to another, exclusive; true also when the
   * brokers do not answer in time.
   */
  boolean anyRecord(TopicPartition partition, long from, long to);

  /**
   * A probe that reads without a consumer group. It opens a consumer each time, being rarely
   * needed.
   *
   * @param consumerProps of a consumer that reads committed records and resets to the earliest
   * @param timeout bound of one answer
   */
  static RecordProbe reading(Map<String, Object> consumerProps, Duration timeout) {
    return (partition, from, to) -> {
      long deadline = System.nanoTime() + timeout.toNanos();
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              consumerProps, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer.assign(List.of(partition));
        consumer.seek(partition, from);
        while (System.nanoTime() < deadline) {
          boolean found =
              consumer.poll(Duration.ofMillis(100)).records(partition).stream()
                  .anyMatch(record -> record.offset() < to);
          if (found) {
            return true;
          }
          if (consumer.position(partition, timeout) >= to) {
            return false;
          }
        }
        return true;
      }
    };
  }
}
