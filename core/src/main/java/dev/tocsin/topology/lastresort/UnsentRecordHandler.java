package dev.tocsin.topology.lastresort;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;

/**
 * Stops the thread when a record cannot be sent; it restarts from the last commit. Kafka's own
 * handler would send a dead letter of the same record, and if that fails, a dead letter of the dead
 * letter.
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
    LastResort.logStop(context, exception);
    return Response.fail();
  }

  @Override
  @SuppressWarnings("rawtypes") // Kafka's signature.
  public Response handleSerializationError(
      ErrorHandlerContext context,
      ProducerRecord record,
      Exception exception,
      SerializationExceptionOrigin origin) {
    LastResort.logStop(context, exception);
    return Response.fail();
  }
}
