package dev.tocsin.testkit;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all partitions of topics from their beginning, without a consumer group. Used by one
 * thread, except for {@link #wakeup}.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /**
   * Opens topics at their beginning.
   *
   * @param properties of the consumer; committed records only, unless they say otherwise
   */
  public TopicReader(Map<String, Object> properties, Collection<String> topics) {
    Map<String, Object> props = new HashMap<>(properties);
    props.putIfAbsent("isolation.level", "read_committed");
    consumer = new KafkaConsumer<>(props, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** The records that arrive within a time. */
  public ConsumerRecords<byte[], byte[]> poll(Duration limit) {
    return consumer.poll(limit);
  }

  /**
   * Reads from the current position to the current end.
   *
   * @throws IllegalStateException when the end is not reached within the limit
   */
  public void readToEnd(Duration limit, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long deadline = System.nanoTime() + limit.toNanos();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(POLL).forEach(sink);
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "the topics cannot be read to their end within " + limit.toSeconds() + " s");
      }
    }
  }

  /** Reads everything again from the beginning. */
  public void seekToBeginning() {
    consumer.seekToBeginning(partitions);
  }

  /** Skips everything that is there now. */
  public void seekToEnd() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  /** The offset of the next record of each partition. */
  public Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    partitions.forEach(partition -> positions.put(partition, consumer.position(partition)));
    return positions;
  }

  /** Has a poll in progress, or the next one, end with a WakeupException. */
  public void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
