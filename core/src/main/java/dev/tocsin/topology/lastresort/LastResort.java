package dev.tocsin.topology.lastresort;

import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.history.CorruptRowException;
import dev.tocsin.history.MissingKeyException;
import dev.tocsin.naming.HeaderNames;
import dev.tocsin.registry.RegistryException;
import dev.tocsin.topology.intake.RecordReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Buries a record whose processing threw. Kafka's own handlers do the same but put the exception's
 * message into the log and into headers, and a message may quote the record. Here only the classes
 * of the exceptions are told, and where they were thrown.
 */
final class LastResort {

  private static final Logger log = LoggerFactory.getLogger(LastResort.class);
  private static final int MAX_CAUSES = 5;

  private final String topic;
  private final String internalPrefix;
  private final int maxBytes;

  LastResort(Map<String, ?> configs) {
    this.topic =
        String.valueOf(configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG));
    this.internalPrefix = configs.get(StreamsConfig.APPLICATION_ID_CONFIG) + "-";
    this.maxBytes = Integer.parseInt(String.valueOf(configs.get(LastResortKeys.MAX_BYTES)));
  }

  /** Tells the log, and makes the dead letter. */
  List<ProducerRecord<byte[], byte[]>> bury(ErrorHandlerContext context, Exception exception) {
    String detail = describe(exception);
    log.atError()
        .addKeyValue("topic", context.topic())
        .addKeyValue("partition", context.partition())
        .addKeyValue("offset", context.offset())
        .addKeyValue("node", context.processorNodeId())
        .addKeyValue("exception", detail)
        .log("A record could not be processed and is now a dead letter");
    return List.of(deadLetter(context, detail));
  }

  /** Whether a topic is one between the stages; no topic means a scheduled action. */
  boolean isInternal(@Nullable String name) {
    return name == null || (name.startsWith(internalPrefix) && name.endsWith("-repartition"));
  }

  /**
   * Whether any record would have failed: the schema registry does not answer, or what is stored
   * cannot be read.
   */
  static boolean isOutage(Throwable exception) {
    Throwable current = exception;
    for (int i = 0; current != null && i < MAX_CAUSES; i++, current = current.getCause()) {
      if (current instanceof RecordReader.UnavailableException
          || current instanceof RegistryException
          || current instanceof MissingKeyException
          || current instanceof CorruptRowException) {
        return true;
      }
    }
    return false;
  }

  /** Tells the log of a failure that nobody's record is to blame for. */
  static void tell(ErrorHandlerContext context, Exception exception) {
    log.atError()
        .addKeyValue("node", context.processorNodeId())
        .addKeyValue("task", context.taskId())
        .addKeyValue("exception", describe(exception))
        .addKeyValue("topic", String.valueOf(context.topic()))
        .log("The stream thread stops, to try again from the last commit");
  }

  private ProducerRecord<byte[], byte[]> deadLetter(ErrorHandlerContext context, String detail) {
    Headers headers = new RecordHeaders(context.headers().toArray());
    add(headers, HeaderNames.REASON, DeadLetterReason.INTERNAL_ERROR.name());
    add(headers, HeaderNames.DETAIL, detail);
    add(headers, HeaderNames.TOPIC, context.topic());
    add(headers, HeaderNames.PARTITION, Integer.toString(context.partition()));
    add(headers, HeaderNames.OFFSET, Long.toString(context.offset()));
    add(headers, HeaderNames.TIMESTAMP, Long.toString(context.timestamp()));
    byte @Nullable [] value = context.sourceRawValue();
    if (value != null && value.length > maxBytes) {
      add(headers, HeaderNames.OMITTED_BYTES, Integer.toString(value.length));
      value = null;
    }
    return new ProducerRecord<>(
        topic, null, System.currentTimeMillis(), context.sourceRawKey(), value, headers);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Classes of the exception and its causes, each with the first of our methods on its stack. */
  static String describe(Throwable exception) {
    List<String> causes = new ArrayList<>();
    Throwable current = exception;
    while (current != null && causes.size() < MAX_CAUSES) {
      causes.add(current.getClass().getName() + place(current));
      current = current.getCause();
    }
    return String.join(" <- ", causes);
  }

  private static String place(Throwable exception) {
    for (StackTraceElement element : exception.getStackTrace()) {
      if (element.getClassName().startsWith("dev.tocsin.")) {
        return " at " + element;
      }
    }
    return "";
  }
}
