package dev.tocsin.topology.lastresort;

import dev.tocsin.codec.DamagedBytesException;
import dev.tocsin.codec.UnknownVersionException;
import dev.tocsin.domain.DeadLetterReason;
import dev.tocsin.history.CorruptRowException;
import dev.tocsin.history.MissingKeyException;
import dev.tocsin.registry.RegistryException;
import dev.tocsin.topology.intake.RawRecord;
import dev.tocsin.topology.intake.RecordReader;
import dev.tocsin.topology.output.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles exceptions that reach Kafka Streams: what its error handlers share. Kafka's own handlers
 * put the exception's message into the log and into headers, and a message may quote the record.
 * Here only the classes of the exceptions, and where they were thrown, are logged.
 */
public final class LastResort {

  /** Largest key, value and set of headers, in bytes, that a dead letter carries, each. */
  public static final String MAX_BYTES = "tocsin.dead.letter.max.bytes";

  private static final Logger log = LoggerFactory.getLogger(LastResort.class);
  private static final int MAX_CAUSES = 5;

  private final String topic;
  private final String internalPrefix;
  private final int maxBytes;

  LastResort(Map<String, ?> configs) {
    this.topic =
        String.valueOf(configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG));
    this.internalPrefix = configs.get(StreamsConfig.APPLICATION_ID_CONFIG) + "-";
    this.maxBytes = Integer.parseInt(String.valueOf(configs.get(MAX_BYTES)));
  }

  /** Settings of Kafka Streams that send records that fail to the dead-letter topic. */
  public static Map<String, Object> handlers(String deadLetterTopic, int maxBytes) {
    return Map.of(
        StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
        deadLetterTopic,
        MAX_BYTES,
        maxBytes,
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        UnreadableRecordHandler.class.getName(),
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        FailedRecordHandler.class.getName(),
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        UnsentRecordHandler.class.getName());
  }

  /** Logs the failure of a record and makes its dead letter. */
  List<ProducerRecord<byte[], byte[]>> deadLetters(
      ErrorHandlerContext context, Exception exception) {
    String detail = describe(exception);
    RawRecord raw =
        new RawRecord(
            context.topic(),
            context.partition(),
            context.offset(),
            context.timestamp(),
            context.sourceRawKey(),
            context.sourceRawValue(),
            context.headers());
    log.atError()
        .addKeyValue("record", raw)
        .addKeyValue("node", context.processorNodeId())
        .addKeyValue("exception", detail)
        .log("Failed to process a record; sent it to the dead-letter topic");
    DeadLetter letter = DeadLetter.of(raw, DeadLetterReason.INTERNAL_ERROR, detail, maxBytes);
    return List.of(
        new ProducerRecord<>(
            topic,
            null,
            System.currentTimeMillis(),
            letter.key(),
            letter.value(),
            letter.headers()));
  }

  /** Whether a topic is internal; null is a scheduled action. */
  boolean isInternal(@Nullable String name) {
    return name == null || (name.startsWith(internalPrefix) && name.endsWith("-repartition"));
  }

  /**
   * Whether any record would have failed: the schema registry is unavailable, or stored rows cannot
   * be read.
   */
  static boolean isOutage(Throwable exception) {
    Throwable current = exception;
    for (int i = 0; current != null && i < MAX_CAUSES; i++, current = current.getCause()) {
      if (current instanceof RecordReader.UnavailableException
          || current instanceof RegistryException
          || current instanceof MissingKeyException
          || current instanceof CorruptRowException
          || current instanceof DamagedBytesException
          || current instanceof UnknownVersionException) {
        return true;
      }
    }
    return false;
  }

  /** Logs a failure after which the stream thread stops. */
  static void logStop(ErrorHandlerContext context, Exception exception) {
    log.atError()
        .addKeyValue("task", context.taskId())
        .addKeyValue("node", context.processorNodeId())
        .addKeyValue("topic", String.valueOf(context.topic()))
        .addKeyValue("exception", describe(exception))
        .log("The stream thread stops and restarts from the last commit");
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
