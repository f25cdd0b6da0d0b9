package dev.tocsin.topology.lastresort;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * For records whose bytes Kafka Streams itself cannot take. Inputs are read as bytes, so those are
 * of internal topics, written by another release or by somebody who should not: the thread stops,
 * because to skip one is to lose a window or a finding.
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
      LastResort.tell(context, exception);
      return Response.fail();
    }
    return Response.resume(lastResort.bury(context, exception));
  }
}
