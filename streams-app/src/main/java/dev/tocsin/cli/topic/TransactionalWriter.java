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
 * Writes bytes to several topics at once: all records of a call, or none. Of all writers with the
 * same id, wherever they run, only the one that was opened last can write.
 */
public final class TransactionalWriter implements AutoCloseable {

  /**
   * What a writer that was killed leaves open hides the records behind it from everybody who reads
   * committed ones, so it must not stay open for long.
   */
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final TocsinConfig config;
  private final String topic;
  private final String fenced;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * Ends what an earlier writer of the same id left open, and shuts that writer out.
   *
   * @param topic the one to name when the cluster does not answer
   * @param fenced what to tell the user when a later writer has shut out this one
   * @throws CliException when the cluster does not answer or has no such topic
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
    props.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE.toMillis());
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
   * Writes records in one transaction and waits for it.
   *
   * @return empty when all were written; else none was, and this is the index of one that its topic
   *     does not take
   * @throws CliException when another writer took over, or the outcome is not known
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
        throw new CliException(ExitCodes.TAKEN_OVER, fenced, e);
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

  /** The broker does not say which id it was that may not be used. */
  static TransactionalIdAuthorizationException named(
      String id, TransactionalIdAuthorizationException nameless) {
    TransactionalIdAuthorizationException named =
        new TransactionalIdAuthorizationException(
            "Not authorized to write as transactional id " + id);
    named.initCause(nameless);
    return named;
  }

  /** Whether a producer was shut out by a later one of the same id. */
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
    // Nothing is open between two calls, so there is nothing to wait for.
    producer.close(Duration.ofSeconds(5));
  }
}
