package dev.tocsin.topology.lastresort;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes a dead letter of a record that a processor failed on, and goes on. A failure of a scheduled
 * action, such as a scan, has no record to bury: it stops the thread, because an answer that
 * silently never comes is worse than an instance that reports itself broken.
 */
public final class FailedRecordHandler implements ProcessingExceptionHandler {

  @SuppressWarnings("NullAway.Init") // Kafka calls configure first.
  private LastResort lastResort;

  @Override
  public void configure(Map<String, ?> configs) {
    lastResort = new LastResort(configs);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
    if (context.topic() == null) {
      LastResort.tell(context, exception);
      return Response.fail();
    }
    return Response.resume(lastResort.bury(context, exception));
  }
}
