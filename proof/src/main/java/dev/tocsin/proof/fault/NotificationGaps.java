package dev.tocsin.proof.fault;

import dev.tocsin.config.TocsinConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Receives committed notifications as a notifier does, and measures the gaps between them. */
final class NotificationGaps implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration END = Duration.ofSeconds(10);

  private final TocsinConfig config;
  private final Thread thread = new Thread(this::run, "arrivals");
  private volatile boolean stopped;
  private final AtomicLong longestNanos = new AtomicLong();
  private final AtomicLong count = new AtomicLong();
  private volatile @Nullable RuntimeException failure;

  /** Starts to receive new notifications. */
  NotificationGaps(TocsinConfig config) {
    this.config = config;
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * The longest gap so far, or the time since the latest notification if that is longer.
   *
   * @throws GuaranteeViolatedException when they could not be read
   */
  Duration longestGap() {
    RuntimeException failed = failure;
    if (failed != null) {
      throw new GuaranteeViolatedException("the notifications cannot be read: " + failed);
    }
    return Duration.ofNanos(longestNanos.get());
  }

  /** Number of notifications received. */
  long count() {
    return count.get();
  }

  private void run() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            config.consumerProps("proof-arrivals", null),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(config.topics().notification()).stream()
              .map(NotificationGaps::partition)
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      long latest = 0;
      while (!stopped) {
        int arrived = consumer.poll(POLL).count();
        long now = System.nanoTime();
        // The first notification starts the clock.
        if (latest != 0) {
          longestNanos.accumulateAndGet(now - latest, Math::max);
        }
        if (arrived > 0) {
          latest = now;
          count.addAndGet(arrived);
        }
      }
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  private static TopicPartition partition(PartitionInfo info) {
    return new TopicPartition(info.topic(), info.partition());
  }

  @Override
  public void close() {
    stopped = true;
    try {
      thread.join(END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
