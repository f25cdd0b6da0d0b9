package dev.tocsin.cli.topic;

import dev.tocsin.cli.CliException;
import dev.tocsin.cli.ExitCodes;
import dev.tocsin.config.TocsinConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes records to several topics in one transaction: all records of a call, or none. Of all
 * writers with the same transactional id only the latest can write; it fences the others.
 */
public final class TransactionalWriter implements AutoCloseable {

  /**
   * The open transaction of a killed writer hides later records from {@code read_committed}
   * consumers, so it must expire soon.
   */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration MAX_BLOCK = Duration.ofSeconds(30);

  private final TocsinConfig config;
  private final String topic;
  private final String fenced;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * Fences an earlier writer of the same id, and aborts its open transaction.
   *
   * @param topic the topic to name if Kafka cannot be reached
   * @param fenced the error message if a later writer fenced this one
   * @throws CliException if Kafka cannot be reached or the topic does not exist
   */
  public TransactionalWriter(TocsinConfig config, String topic, String id, String fenced)
      throws InterruptedException {
    this.config = config;
    this.topic = topic;
    this.fenced = fenced;
    TopicLookup.partitions(config, topic);
    Map<String, Object> props = new HashMap<>(config.producerProps("tocsin-cli-transactions"));
    props.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
    props.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Math.toIntExact(TRANSACTION_TIMEOUT.toMillis()));
    props.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK.toMillis());
    this.producer =
        new KafkaProducer<>(props, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
    } catch (TimeoutException e) {
      producer.close(Duration.ZERO);
      throw TopicLookup.unreachable(config, topic, e);
    } catch (TransactionalIdAuthorizationException e) {
      producer.close(Duration.ZERO);
      throw named(id, e);
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * Writes records in one transaction and waits for the commit.
   *
   * @return empty if all were written; else none was, and this is the index of a record that its
   *     topic rejects
   * @throws CliException if another writer fenced this one, or the outcome is unknown
   */
  public OptionalInt write(List<ProducerRecord<byte[], byte[]>> records) {
    List<Future<RecordMetadata>> outcomes = new ArrayList<>();
    try {
      producer.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : records) {
        outcomes.add(producer.send(record));
      }
      producer.commitTransaction();
      return OptionalInt.empty();
    } catch (TimeoutException e) {
      throw TopicLookup.unreachable(config, topic, e);
    } catch (KafkaException e) {
      if (isFenced(e)) {
        throw new CliException(ExitCodes.OVERTAKEN, fenced, e);
      }
      producer.abortTransaction();
      OptionalInt refused = refused(outcomes);
      if (refused.isEmpty()) {
        throw e;
      }
      return refused;
    }
  }

  private static OptionalInt refused(List<Future<RecordMetadata>> outcomes) {
    for (int i = 0; i < outcomes.size(); i++) {
      try {
        outcomes.get(i).get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RecordTooLargeException
            || e.getCause() instanceof InvalidRecordException) {
          return OptionalInt.of(i);
        }
      } catch (InterruptedException e) {
        throw new InterruptException(e);
      }
    }
    return OptionalInt.empty();
  }

  /** Adds the transactional id, which the message of the broker lacks. */
  static TransactionalIdAuthorizationException named(
      String id, TransactionalIdAuthorizationException nameless) {
    TransactionalIdAuthorizationException named =
        new TransactionalIdAuthorizationException(
            "Not authorized to write as transactional id " + id);
    named.initCause(nameless);
    return named;
  }

  /** Whether a later producer of the same id fenced this one. */
  static boolean isFenced(@Nullable Throwable exception) {
    for (Throwable e = exception; e != null; e = e.getCause()) {
      if (e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    // No transaction is open between two calls.
    producer.close(Duration.ofSeconds(5));
  }
}
