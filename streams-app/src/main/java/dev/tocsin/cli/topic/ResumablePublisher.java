package dev.tocsin.cli.topic;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.importing.InputFile;
import dev.tocsin.cli.importing.Outlet;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.ClientNames;
import dev.tocsin.topology.EventSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of files to a topic so that a run that was broken off, in whatever way, can be
 * gone on with: nothing is lost and nothing is written twice. How far a file was read is committed
 * as the offset of a consumer group of the file's own, in the same transaction as what was read. It
 * is found again by the content of the file, on any machine, for as long as the brokers keep
 * offsets ({@code offsets.retention.minutes}, 7 days by default).
 */
public final class ResumablePublisher<V> implements Outlet<V> {

  private static final int BATCH = 5_000;

  /** What stands beside a position, so that a run that finds all done can tell how it was done. */
  private static final Pattern REJECTED = Pattern.compile("rejected=([0-9]{1,18})");

  /** How long a batch may wait to be full. */
  private static final Duration OPEN = Duration.ofSeconds(2);

  /** What is open when a run is killed hides what is behind it from readers for as long. */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(20);

  private final TocsinConfig config;
  private final String topic;
  private final String kind;
  private final Serde<V> serde;
  private @Nullable KafkaProducer<String, V> producer;
  private String group = "";
  private @Nullable ConsumerGroupMetadata metadata;
  private boolean open;
  private long openedNanos;
  private int unwritten;
  private Position reached = Position.START;
  private Runnable keep = () -> {};
  private long acknowledged;

  /**
   * Opens a topic for writing.
   *
   * @param kind what the files are read as: the same file read as something else is another import
   * @param serde which of the contracts' serdes writes its values
   * @throws CliException when the cluster does not answer or has no such topic
   */
  public ResumablePublisher(
      TocsinConfig config, String topic, String kind, Function<EventSerdes, Serde<V>> serde)
      throws InterruptedException {
    this.config = config;
    this.topic = topic;
    this.kind = kind;
    TopicLookup.partitions(config, topic);
    this.serde = Contracts.serde(config, serde);
  }

  @Override
  public Position begin(InputFile file, Runnable keep) {
    closeProducer();
    this.keep = keep;
    group = ClientNames.importing(config.topics()) + file.fingerprint(topic, kind);
    Map<String, Object> props = new HashMap<>(config.producerProps("tocsin-cli-import"));
    props.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group);
    props.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(TRANSACTION_TIMEOUT.toMillis()));
    KafkaProducer<String, V> opened =
        new KafkaProducer<>(props, new StringSerializer(), serde.serializer());
    producer = opened;
    // Ends what an earlier run left open, and shuts out one that still runs: first this, then look.
    guarded(opened::initTransactions);
    reached = position();
    return reached;
  }

  /** A member of nothing: it only says in whose name offsets are committed, and reads them. */
  private Position position() {
    Map<String, Object> props = new HashMap<>(config.consumerProps("tocsin-cli-import", group));
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(props, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      metadata = consumer.groupMetadata();
      OffsetAndMetadata offset = consumer.committed(Set.of(place())).get(place());
      return offset == null
          ? Position.START
          : new Position(offset.offset(), rejected(offset.metadata()));
    } catch (TimeoutException e) {
      throw TopicLookup.unreachable(config, topic, e);
    }
  }

  /** What another version committed says nothing of rejects. */
  private static long rejected(String metadata) {
    Matcher matcher = REJECTED.matcher(metadata);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }

  @Override
  public void send(String key, V value) {
    begun();
    guarded(
        () -> {
          var unused = producer().send(new ProducerRecord<>(topic, key, value));
        });
    unwritten++;
  }

  @Override
  public void dealtWith(Position position) {
    reached = position;
    // By time, too: of a file that is skipped nearly whole a batch takes longer than a transaction
    // may.
    if (unwritten >= BATCH || (open && System.nanoTime() - openedNanos > OPEN.toNanos())) {
      commit();
    }
  }

  @Override
  public void flush() {
    if (producer != null) {
      commit();
    }
  }

  private void begun() {
    if (!open) {
      guarded(producer()::beginTransaction);
      open = true;
      openedNanos = System.nanoTime();
    }
  }

  private void commit() {
    // What is committed is never read again, so nothing of it may be on its way to a disk still.
    keep.run();
    begun();
    guarded(
        () -> {
          producer()
              .sendOffsetsToTransaction(
                  Map.of(
                      place(),
                      new OffsetAndMetadata(reached.verdicts(), "rejected=" + reached.rejected())),
                  Objects.requireNonNull(metadata));
          producer().commitTransaction();
        });
    open = false;
    acknowledged += unwritten;
    unwritten = 0;
  }

  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (TimeoutException e) {
      throw TopicLookup.unreachable(config, topic, e);
    } catch (TransactionalIdAuthorizationException e) {
      throw TransactionalWriter.named(group, e);
    } catch (KafkaException e) {
      if (!TransactionalWriter.isFenced(e)) {
        throw e;
      }
      throw new CliException(
          ExitCodes.TAKEN_OVER,
          "another import of the same file was started and took over, or this one stood still for"
              + " too long; nothing was written twice: let one finish",
          e);
    }
  }

  private TopicPartition place() {
    return new TopicPartition(topic, 0);
  }

  private KafkaProducer<String, V> producer() {
    KafkaProducer<String, V> opened = producer;
    if (opened == null) {
      throw new IllegalStateException("no file was begun");
    }
    return opened;
  }

  @Override
  public long acknowledged() {
    return acknowledged;
  }

  private void closeProducer() {
    KafkaProducer<String, V> opened = producer;
    producer = null;
    open = false;
    unwritten = 0;
    if (opened != null) {
      // What is not committed is read again.
      opened.close(Duration.ofSeconds(5));
    }
  }

  @Override
  public void close() {
    closeProducer();
    serde.close();
  }
}
