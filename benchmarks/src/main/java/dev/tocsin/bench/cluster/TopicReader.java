package dev.tocsin.bench.cluster;

import dev.tocsin.bench.child.ClientSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning, committed records only. Used by one thread. */
public final class TopicReader implements AutoCloseable {

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /** Opens topics at their beginning. */
  public TopicReader(BenchCluster cluster, List<String> topics) {
    consumer =
        new KafkaConsumer<>(
            ClientSettings.consumer(cluster.bootstrap()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Gives what comes within a time to a consumer, and says how many records it was. */
  public int poll(Duration limit, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    ConsumerRecords<byte[], byte[]> records = consumer.poll(limit);
    records.forEach(sink);
    return records.count();
  }

  /** Reads everything that is there now once more, and says how long that took. */
  public Duration drain() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.seekToBeginning(partitions);
    long began = System.nanoTime();
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      ConsumerRecords<byte[], byte[]> unused = consumer.poll(Duration.ofMillis(100));
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** Moves behind everything that is there now. */
  public void skipToEnd() {
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
