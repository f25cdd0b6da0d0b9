package dev.tocsin.cli.topic;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.config.TocsinConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads the committed records of all partitions of a topic without a consumer group: it leaves no
 * trace on the cluster. Values stay bytes, so that a malformed one does not end the scan.
 *
 * @param <K> the type of the keys
 */
public final class TopicScan<K> implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(250);
  private static final Duration STALL = Duration.ofSeconds(30);

  private final TocsinConfig config;
  private final String topic;
  private final List<TopicPartition> partitions;
  private final KafkaConsumer<K, byte[]> consumer;

  /**
   * Opens a topic at its beginning, with keys as text.
   *
   * @throws dev.tocsin.cli.CliException if Kafka cannot be reached or the topic does not exist
   */
  public static TopicScan<String> withText(TocsinConfig config, String topic, String clientId)
      throws InterruptedException {
    return new TopicScan<>(config, topic, clientId, new StringDeserializer());
  }

  /** Opens a topic at its beginning, with keys as bytes. */
  public static TopicScan<byte[]> withBytes(TocsinConfig config, String topic, String clientId)
      throws InterruptedException {
    return new TopicScan<>(config, topic, clientId, new ByteArrayDeserializer());
  }

  private TopicScan(TocsinConfig config, String topic, String clientId, Deserializer<K> keys)
      throws InterruptedException {
    this.config = config;
    this.topic = topic;
    this.partitions = TopicLookup.partitions(config, topic);
    Map<String, Object> props = new HashMap<>(config.consumerProps(clientId, null));
    props.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    props.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    consumer = new KafkaConsumer<>(props, keys, new ByteArrayDeserializer());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** Skips the current records. */
  public void skipToEnd() {
    consumer.seekToEnd(partitions);
    // Seeking is lazy: without this, records that arrive before the first poll would be skipped.
    partitions.forEach(consumer::position);
  }

  /**
   * Reads to the current end of the committed records.
   *
   * @param handler returns false to stop
   */
  public void toEnd(Predicate<ConsumerRecord<K, byte[]>> handler) {
    read(
        consumer.endOffsets(partitions),
        handler,
        () -> TopicLookup.unreachable(config, topic, new IllegalStateException("no progress")));
  }

  /**
   * Reads to the current end of all records, and waits for the open transactions before it: it
   * returns every record that was committed before the call, even behind an open transaction.
   *
   * @param handler returns false to stop
   * @throws dev.tocsin.cli.CliException if a transaction stays open
   */
  public void toWritten(Predicate<ConsumerRecord<K, byte[]>> handler) throws InterruptedException {
    read(
        TopicLookup.written(config, topic, partitions),
        handler,
        () ->
            new CliException(
                ExitCodes.UNAVAILABLE,
                "topic '"
                    + topic
                    + "' cannot be read to its end: a transaction in it has been open for "
                    + STALL.toSeconds()
                    + " s and hides the records behind it; find its producer with"
                    + " 'kafka-transactions.sh find-hanging', then retry"));
  }

  private void read(
      Map<TopicPartition, Long> ends,
      Predicate<ConsumerRecord<K, byte[]>> handler,
      Supplier<CliException> stalled) {
    long lastProgress = System.nanoTime();
    long before = -1;
    while (!reached(ends)) {
      var records = consumer.poll(POLL);
      for (ConsumerRecord<K, byte[]> polled : records) {
        boolean wanted = polled.offset() < ends.getOrDefault(partitionOf(polled), 0L);
        if (wanted && !handler.test(polled)) {
          return;
        }
      }
      // Positions also advance over aborted records and markers, which are never returned.
      long position = partitions.stream().mapToLong(consumer::position).sum();
      if (position != before) {
        before = position;
        lastProgress = System.nanoTime();
      } else if (System.nanoTime() - lastProgress > STALL.toNanos()) {
        throw stalled.get();
      }
    }
  }

  /**
   * Reads until the handler has enough.
   *
   * @param handler returns false to stop
   */
  public void follow(Predicate<ConsumerRecord<K, byte[]>> handler) {
    while (true) {
      for (ConsumerRecord<K, byte[]> polled : consumer.poll(POLL)) {
        if (!handler.test(polled)) {
          return;
        }
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  private static TopicPartition partitionOf(ConsumerRecord<?, ?> polled) {
    return new TopicPartition(polled.topic(), polled.partition());
  }
}
