package dev.tocsin.topology.lastresort;

import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;

/** How Kafka Streams is told of the handlers of this package. */
public final class LastResortKeys {

  /** Largest value, in bytes, that a dead letter carries whole. */
  public static final String MAX_BYTES = "tocsin.dead.letter.max.bytes";

  private LastResortKeys() {}

  /** Settings of Kafka Streams that send what fails to the dead-letter topic. */
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
}
