package dev.tocsin.cli.topic;

import dev.tocsin.cli.importing.Outlet;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Writes values of a contract to a topic: idempotent, acknowledged by all replicas. */
public final class Publisher<V> implements Outlet<V> {

  private final TocsinConfig config;
  private final String topic;
  private final EventSerdes serdes;
  private final KafkaProducer<String, @Nullable V> producer;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * Opens a topic for writing.
   *
   * @param serde the serde of its values
   * @throws dev.tocsin.cli.CliException if Kafka cannot be reached or the topic does not exist
   */
  public Publisher(TocsinConfig config, String topic, Function<EventSerdes, Serde<V>> serde)
      throws InterruptedException {
    this.config = config;
    this.topic = topic;
    TopicLookup.partitions(config, topic);
    this.serdes = Wiring.serdes(config);
    Map<String, Object> props = new HashMap<>(config.producerProps("tocsin-cli-writer"));
    props.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    props.put(ProducerConfig.ACKS_CONFIG, "all");
    this.producer =
        new KafkaProducer<>(props, new StringSerializer(), serde.apply(serdes).serializer());
  }

  /** Writes a record and waits for the acknowledgement. A null value is a tombstone. */
  public RecordMetadata write(String key, @Nullable V value) throws InterruptedException {
    return write(key, value, new RecordHeaders());
  }

  /** Writes a record with headers and waits for the acknowledgement. */
  public RecordMetadata write(String key, @Nullable V value, Headers headers)
      throws InterruptedException {
    try {
      return producer.send(new ProducerRecord<>(topic, null, key, value, headers)).get();
    } catch (ExecutionException e) {
      throw fault(e.getCause());
    }
  }

  /**
   * Writes a record without waiting.
   *
   * @throws RuntimeException if an earlier record could not be written
   */
  @Override
  public void send(String key, @Nullable V value) {
    throwFailure();
    // The callback receives the outcome.
    var unused =
        producer.send(
            new ProducerRecord<>(topic, key, value),
            (metadata, exception) -> {
              if (exception == null) {
                acknowledged.incrementAndGet();
              } else {
                failure.compareAndSet(null, exception);
              }
            });
  }

  @Override
  public void flush() {
    producer.flush();
    throwFailure();
  }

  @Override
  public long acknowledged() {
    return acknowledged.get();
  }

  @Override
  public void close() {
    // After a failure the producer would retry the rest for minutes without effect.
    producer.close(failure.get() == null ? Duration.ofMinutes(2) : Duration.ofSeconds(1));
    serdes.close();
  }

  private void throwFailure() {
    Exception exception = failure.get();
    if (exception != null) {
      throw fault(exception);
    }
  }

  private RuntimeException fault(@Nullable Throwable cause) {
    return switch (cause) {
      case TimeoutException timeout -> TopicLookup.unreachable(config, topic, timeout);
      case RuntimeException other -> other;
      case null, default -> new IllegalStateException("writing to topic " + topic, cause);
    };
  }
}
