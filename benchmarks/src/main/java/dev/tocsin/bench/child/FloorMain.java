package dev.tocsin.bench.child;

import dev.tocsin.testkit.ChildMain;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The floor: copies every record to another topic, exactly once, and does nothing else. What a
 * record cannot cost less than once it has come in and gone out through Kafka's own clients.
 */
public final class FloorMain {

  private FloorMain() {}

  /**
   * Runs until the parent ends it.
   *
   * @param args bootstrap, group, logs (topic), out (topic), commit (ms)
   */
  public static void main(String[] args) {
    Arguments arguments = Arguments.parse(args);
    Map<String, Object> consuming = ClientSettings.consumer(arguments.text("bootstrap"));
    consuming.put("group.id", arguments.text("group"));
    Map<String, Object> producing =
        new HashMap<>(ClientSettings.producer(arguments.text("bootstrap")));
    producing.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "floor-" + UUID.randomUUID());
    long commitNanos = Duration.ofMillis(arguments.number("commit")).toNanos();
    try (KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(
                consuming, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      consumer.subscribe(List.of(arguments.text("logs")));
      ChildMain.signal("ready");
      while (!Thread.currentThread().isInterrupted()) {
        copy(consumer, producer, arguments.text("out"), commitNanos);
      }
    }
  }

  /** One transaction: whatever arrives within a commit interval. */
  private static void copy(
      KafkaConsumer<byte[], byte[]> consumer,
      KafkaProducer<byte[], byte[]> producer,
      String out,
      long commitNanos) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    long began = System.nanoTime();
    while (System.nanoTime() - began < commitNanos) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(20));
      if (!records.isEmpty() && offsets.isEmpty()) {
        producer.beginTransaction();
      }
      for (TopicPartition partition : records.partitions()) {
        List<ConsumerRecord<byte[], byte[]>> batch = records.records(partition);
        for (ConsumerRecord<byte[], byte[]> record : batch) {
          // A failed send fails the commit.
          var unused = producer.send(new ProducerRecord<>(out, record.key(), record.value()));
        }
        offsets.put(partition, new OffsetAndMetadata(batch.getLast().offset() + 1));
      }
    }
    if (!offsets.isEmpty()) {
      producer.sendOffsetsToTransaction(offsets, consumer.groupMetadata());
      producer.commitTransaction();
    }
  }
}
