package dev.tocsin.ops;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.ops.admin.AdminClients;
import dev.tocsin.ops.admin.AdminResults;
import dev.tocsin.topology.control.ControlEnd;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the control topic near its end, on a thread of its own, so that the stream thread never
 * waits for a broker.
 */
final class ControlTopicEnd implements ControlEnd {

  private static final Duration POLL = Duration.ofMillis(100);

  /** Longer than the transactions of producers with default settings are idle. */
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  /** Offsets that are read at first, and how much more each time that they hold no record. */
  private static final int FIRST_STEP = 64;

  private static final int GROWTH = 8;

  private final TocsinConfig config;
  private final TopicPartition partition;

  ControlTopicEnd(TocsinConfig config) {
    this.config = config;
    this.partition = new TopicPartition(config.topics().window(), 0);
  }

  @Override
  public CompletableFuture<Long> lastRecord() {
    CompletableFuture<Long> found = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("control-topic-end")
        .start(
            () -> {
              try {
                found.complete(find());
              } catch (RuntimeException | Error e) {
                found.completeExceptionally(e);
              }
            });
    return found;
  }

  private long find() {
    long end = written();
    try (Consumer<byte[], byte[]> consumer = consumer()) {
      consumer.assign(List.of(partition));
      long begin = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
      long step = FIRST_STEP;
      while (end > begin) {
        long from = Math.max(begin, end - step);
        long last = lastBetween(consumer, from, end);
        if (last != EMPTY) {
          return last;
        }
        end = from;
        step *= GROWTH;
      }
      return EMPTY;
    }
  }

  /** The end with the records of open transactions, which may still be committed. */
  private long written() {
    try (Admin admin = AdminClients.open(config)) {
      return AdminResults.get(
              admin
                  .listOffsets(
                      Map.of(partition, OffsetSpec.latest()),
                      new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                  .partitionResult(partition))
          .offset();
    }
  }

  private long lastBetween(Consumer<byte[], byte[]> consumer, long from, long to) {
    consumer.seek(partition, from);
    long last = EMPTY;
    long began = System.nanoTime();
    // The position passes over markers and aborted records, but not over an open transaction.
    while (consumer.position(partition) < to) {
      for (ConsumerRecord<byte[], byte[]> polled : consumer.poll(POLL)) {
        if (polled.offset() < to) {
          last = polled.offset();
        }
      }
      if (System.nanoTime() - began > TIMEOUT.toNanos()) {
        throw new TimeoutException(
            "%s cannot be read from offset %d to %d within %d s; a broker does not answer, or a transaction is open"
                .formatted(partition, from, to, TIMEOUT.toSeconds()));
      }
    }
    return last;
  }

  private Consumer<byte[], byte[]> consumer() {
    Map<String, Object> props =
        new HashMap<>(config.consumerProps(config.applicationId() + "-control-end", null));
    props.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    props.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(props, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
