package dev.tocsin.topology.lastresort;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * Stops the thread when a record cannot be sent, to try again from the last commit. Kafka's own
 * handler would send a dead letter made of the same record first, and when that cannot be sent
 * either, another one of that.
 */
public final class UnsentRecordHandler implements ProductionExceptionHandler {

  @Override
  public void configure(Map<String, ?> configs) {
    // There is nothing to configure.
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    if (exception instanceof RetriableException) {
      return Response.retry();
    }
    LastResort.tell(context, exception);
    return Response.fail();
  }

  @Override
  @SuppressWarnings("rawtypes") // Kafka's signature.
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception exception,
      SerializationExceptionOrigin origin) {
    LastResort.tell(context, exception);
    return Response.fail();
  }
}
