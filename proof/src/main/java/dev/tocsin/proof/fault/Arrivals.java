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

/** Waits for committed notifications as a notifier does, and takes the time between them. */
final class Arrivals implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration END = Duration.ofSeconds(10);

  private final TocsinConfig config;
  private final Thread thread = new Thread(this::run, "arrivals");
  private volatile boolean stopped;
  private final AtomicLong longestNanos = new AtomicLong();
  private final AtomicLong count = new AtomicLong();
  private volatile @Nullable RuntimeException failure;

  /** Begins to wait for what comes from now on. */
  Arrivals(TocsinConfig config) {
    this.config = config;
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Longest time between two of them so far, or from the latest one until now.
   *
   * @throws BrokenPromiseException when they could not be read
   */
  Duration longestGap() {
    RuntimeException failed = failure;
    if (failed != null) {
      throw new BrokenPromiseException("the notifications cannot be read: " + failed);
    }
    return Duration.ofNanos(longestNanos.get());
  }

  /** How many came. */
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
              .map(Arrivals::partition)
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      long latest = 0;
      while (!stopped) {
        int arrived = consumer.poll(POLL).count();
        long now = System.nanoTime();
        // The first one starts the clock: before it there may have been nothing to tell.
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
