package dev.tocsin.topology.lastresort;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * Handles records that Kafka Streams cannot deserialize. Inputs are read as bytes, so these are
 * records of internal topics, written by another release or by another application. The thread
 * stops, because skipping a record would lose a window or a finding.
 */
public final class UnreadableRecordHandler implements DeserializationExceptionHandler {

  @SuppressWarnings("NullAway.Init") // Kafka calls configure first.
  private LastResort lastResort;

  @Override
  public void configure(Map<String, ?> configs) {
    lastResort = new LastResort(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
    if (lastResort.isInternal(context.topic())) {
      LastResort.logStop(context, exception);
      return Response.fail();
    }
    return Response.resume(lastResort.deadLetters(context, exception));
  }
}
