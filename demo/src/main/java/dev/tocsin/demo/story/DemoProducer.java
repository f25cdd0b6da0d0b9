package dev.tocsin.demo.story;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.check.DeclaredWindow;
import dev.tocsin.demo.traffic.Delivery;
import dev.tocsin.demo.traffic.DemoAccount;
import dev.tocsin.demo.traffic.LogEntry;
import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.MessageLog;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.testkit.Poisons;
import dev.tocsin.topology.EventSerdes;
import dev.tocsin.wiring.Wiring;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends the inputs of the story to Kafka. Used by one thread. */
final class DemoProducer implements AutoCloseable {

  private final TopicNames topics;
  private final int partitions;
  private final EventSerdes serdes;
  private final Producer<byte[], byte[]> producer;
  private volatile @Nullable Exception failure;

  DemoProducer(TocsinConfig config, String clientId) {
    topics = config.topics();
    partitions = config.partitions();
    serdes = Wiring.serdes(config);
    producer =
        new KafkaProducer<>(
            config.producerProps(clientId), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Sends a message log with the partitioner of a provider's client. */
  void log(LogEntry entry, Delivery delivery) {
    String topic = topics.messageLog(entry.provider());
    byte[] value = encode(topic, event(entry));
    send(
        new ProducerRecord<>(
            topic, delivery.partition(entry, partitions), delivery.key(entry), value));
  }

  /** Sends a malformed record. */
  void poison(Poisons.Poison poison, int position) {
    send(new ProducerRecord<>(poison.topic(), position % partitions, poison.key(), poison.value()));
  }

  /**
   * Malformed copies of a message log, one of each kind that a broker accepts.
   *
   * @param provider whose topic they are for
   */
  List<Poisons.Poison> poisons(
      String provider, LogEntry entry, DemoAccount account, DeclaredWindow window) {
    Poisons.Valid valid =
        new Poisons.Valid(
            topics.messageLog(provider),
            event(entry),
            topics.account(),
            event(account),
            topics.window(),
            event(window));
    return new Poisons(this::encode, valid)
        .logs().stream().filter(Poisons.Poison::acceptedByBrokers).toList();
  }

  /** Adds or changes an account. */
  void account(DemoAccount account) {
    byte[] value = encode(topics.account(), event(account));
    send(new ProducerRecord<>(topics.account(), utf8(account.id()), value));
  }

  /** Deletes an account. */
  void deleteAccount(DemoAccount account) {
    send(new ProducerRecord<>(topics.account(), utf8(account.id()), null));
  }

  /** Declares or revises a window; returns the revision. */
  long window(DeclaredWindow window) {
    return control(window.id(), encode(topics.window(), event(window)));
  }

  /** Withdraws a window; returns the revision. */
  long withdraw(DeclaredWindow window) {
    return control(window.id(), null);
  }

  /** Waits until the broker has all records. */
  void flush() {
    producer.flush();
    Exception first = failure;
    if (first != null) {
      throw new DemoException("the broker refused a record: " + first.getMessage(), first);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
    serdes.close();
  }

  private long control(String windowId, byte @Nullable [] value) {
    try {
      RecordMetadata written =
          producer.send(new ProducerRecord<>(topics.window(), utf8(windowId), value)).get();
      return written.offset();
    } catch (ExecutionException e) {
      throw new DemoException("the broker refused a window: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted while declaring a window", e);
    }
  }

  private void send(ProducerRecord<byte[], byte[]> record) {
    // The callback keeps a failure; waiting for each record would be slow.
    Future<RecordMetadata> unused =
        producer.send(
            record,
            (metadata, exception) -> {
              if (exception != null && failure == null) {
                failure = exception;
              }
            });
  }

  private byte[] encode(String topic, SpecificRecord event) {
    return switch (event) {
      case MessageLog log -> serdes.messageLog().serializer().serialize(topic, log);
      case Account account -> serdes.account().serializer().serialize(topic, account);
      case CompromiseWindow window -> serdes.window().serializer().serialize(topic, window);
      default -> throw new IllegalArgumentException("not an input: " + event.getSchema().getName());
    };
  }

  private static MessageLog event(LogEntry entry) {
    return new MessageLog(
        entry.logId(),
        entry.account(),
        entry.phone(),
        entry.phoneE164(),
        entry.channel(),
        Instant.ofEpochMilli(entry.sentAt()),
        entry.messageType(),
        entry.carrier(),
        entry.country(),
        entry.state(),
        null);
  }

  private static Account event(DemoAccount account) {
    return Account.newBuilder()
        .setAccountId(account.id())
        .setName(account.name())
        .setContact(account.contact())
        .setCountry(account.country())
        .setUpdatedAt(Instant.now())
        .build();
  }

  private static CompromiseWindow event(DeclaredWindow window) {
    Set<String> accounts = window.accounts();
    Set<String> channels = window.channels();
    return CompromiseWindow.newBuilder()
        .setWindowId(window.id())
        .setIncident(IncidentTexts.of(window.incident()))
        .setProvider(window.provider())
        .setAccountIds(accounts == null ? null : sorted(accounts))
        .setChannels(channels == null ? null : sorted(channels))
        .setFrom(window.from())
        .setTo(window.to())
        .setStatus(window.draft() ? "DRAFT" : "ACTIVE")
        .build();
  }

  private static List<String> sorted(Set<String> values) {
    List<String> list = new ArrayList<>(values);
    list.sort(null);
    return list;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
