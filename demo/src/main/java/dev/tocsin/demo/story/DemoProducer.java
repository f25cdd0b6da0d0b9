package dev.tocsin.demo.story;

import dev.tocsin.config.TocsinConfig;
import dev.tocsin.demo.check.DeclaredWindow;
import dev.tocsin.demo.traffic.Delivery;
import dev.tocsin.demo.traffic.DemoAccount;
import dev.tocsin.demo.traffic.LogEntry;
import dev.tocsin.demo.traffic.Poison;
import dev.tocsin.event.Account;
import dev.tocsin.event.CompromiseWindow;
import dev.tocsin.event.MessageLog;
import dev.tocsin.naming.TopicNames;
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
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What the story's people write to Kafka. Used by one thread. */
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

  /** Pushes a message log the way that a provider's client would. */
  void log(LogEntry entry, Delivery delivery) {
    String topic = topics.messageLog(entry.provider());
    byte[] value = encode(new Poison.Draft(entry, null));
    send(
        new ProducerRecord<>(
            topic, delivery.partition(entry, partitions), delivery.key(entry), value));
  }

  /** Pushes something that nobody can use, to a provider's topic. */
  void poison(String provider, Poison poison, int position) {
    send(
        new ProducerRecord<>(
            topics.messageLog(provider), position % partitions, null, poison.value()));
  }

  /** The bytes of a message log. */
  byte[] encode(Poison.Draft draft) {
    LogEntry entry = draft.entry();
    MessageLog log =
        new MessageLog(
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
            draft.claimedProvider());
    return serdes.messageLog().serializer().serialize(topics.messageLog(entry.provider()), log);
  }

  /** Adds or changes an account. */
  void account(DemoAccount account) {
    Account value =
        Account.newBuilder()
            .setAccountId(account.id())
            .setName(account.name())
            .setContact(account.contact())
            .setCountry(account.country())
            .setUpdatedAt(Instant.now())
            .build();
    byte[] bytes = serdes.account().serializer().serialize(topics.account(), value);
    send(new ProducerRecord<>(topics.account(), utf8(account.id()), bytes));
  }

  /** Deletes an account. */
  void deleteAccount(DemoAccount account) {
    send(new ProducerRecord<>(topics.account(), utf8(account.id()), null));
  }

  /** Declares or revises a window; returns the revision. */
  long window(DeclaredWindow window) {
    Set<String> accounts = window.accounts();
    Set<String> channels = window.channels();
    CompromiseWindow value =
        CompromiseWindow.newBuilder()
            .setWindowId(window.id())
            .setIncident(IncidentTexts.of(window.incident()))
            .setProvider(window.provider())
            .setAccountIds(accounts == null ? null : sorted(accounts))
            .setChannels(channels == null ? null : sorted(channels))
            .setFrom(window.from())
            .setTo(window.to())
            .setStatus(window.draft() ? "DRAFT" : "ACTIVE")
            .build();
    byte[] bytes = serdes.window().serializer().serialize(topics.window(), value);
    return control(window.id(), bytes);
  }

  /** Withdraws a window altogether; returns the revision. */
  long withdraw(DeclaredWindow window) {
    return control(window.id(), null);
  }

  /** Waits until the broker has everything. */
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
    List.of(serdes.messageLog(), serdes.account(), serdes.window()).forEach(serde -> serde.close());
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
    // The callback hears of it; waiting for each would take the day.
    Future<RecordMetadata> unused =
        producer.send(
            record,
            (metadata, exception) -> {
              if (exception != null && failure == null) {
                failure = exception;
              }
            });
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
