package dev.tocsin.cli.topic;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.cli.importing.InputFile;
import dev.tocsin.cli.importing.Outlet;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.ClientNames;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
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
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of files to a topic so that an aborted import can be resumed: no record is lost
 * or written twice. The position in a file is committed as the offset of a consumer group per file,
 * in the same transaction as the records. The content of the file identifies the group, on any
 * machine, as long as the brokers keep offsets ({@code offsets.retention.minutes}, 7 days by
 * default).
 */
public final class ResumablePublisher<V> implements Outlet<V> {

  private static final int BATCH = 5_000;

  /** The number of rejected records, in the metadata of the committed offset. */
  private static final Pattern REJECTED = Pattern.compile("rejected=([0-9]{1,18})");

  /** The maximum age of a transaction that is not full. */
  private static final Duration OPEN = Duration.ofSeconds(2);

  /** An open transaction of a killed process hides later records from readers for this time. */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(20);

  private final TocsinConfig config;
  private final String topic;
  private final String kind;
  private final EventSerdes serdes;
  private final Serializer<V> values;
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
   * @param kind how the files are decoded; the same file decoded differently is another import
   * @param serde the serde of its values
   * @throws CliException if Kafka cannot be reached or the topic does not exist
   */
  public ResumablePublisher(
      TocsinConfig config, String topic, String kind, Function<EventSerdes, Serde<V>> serde)
      throws InterruptedException {
    this.config = config;
    this.topic = topic;
    this.kind = kind;
    TopicLookup.partitions(config, topic);
    this.serdes = Wiring.serdes(config);
    this.values = serde.apply(serdes).serializer();
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
    KafkaProducer<String, V> opened = new KafkaProducer<>(props, new StringSerializer(), values);
    producer = opened;
    // Aborts the open transaction of an earlier run and fences a running one; then read the offset.
    guarded(opened::initTransactions);
    reached = position();
    return reached;
  }

  /** The consumer joins no group; it only reads the offset and names the group to commit to. */
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

  /** Offsets of earlier versions have no such metadata. */
  private static long rejected(String metadata) {
    Matcher matcher = REJECTED.matcher(metadata);
    return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
  }

  @Override
  public void send(String key, V value) {
    beginTransaction();
    guarded(
        () -> {
          var unused = producer().send(new ProducerRecord<>(topic, key, value));
        });
    unwritten++;
  }

  @Override
  public void processed(Position position) {
    reached = position;
    // By time too: with most of a file skipped, a batch would exceed the transaction timeout.
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

  private void beginTransaction() {
    if (!open) {
      guarded(producer()::beginTransaction);
      open = true;
      openedNanos = System.nanoTime();
    }
  }

  private void commit() {
    // Committed records are never read again, so their rejects must be on disk first.
    keep.run();
    beginTransaction();
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
          ExitCodes.OVERTAKEN,
          "the import of this file was fenced: another import of it started, or this one paused for"
              + " too long; no record was written twice; let one import finish, then retry",
          e);
    }
  }

  private TopicPartition place() {
    return new TopicPartition(topic, 0);
  }

  private KafkaProducer<String, V> producer() {
    KafkaProducer<String, V> opened = producer;
    if (opened == null) {
      throw new IllegalStateException("no file is open");
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
      // Uncommitted records are read again.
      opened.close(Duration.ofSeconds(5));
    }
  }

  @Override
  public void close() {
    closeProducer();
    serdes.close();
  }
}
