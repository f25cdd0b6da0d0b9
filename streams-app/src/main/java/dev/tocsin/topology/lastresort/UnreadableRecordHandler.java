package dev.tocsin.topology.lastresort;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/** Makes a dead letter of a record of an internal topic that cannot be decoded, and goes on. */
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
    return Response.resume(lastResort.bury(context, exception));
  }
}
