package dev.tocsin.topology.lastresort;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Makes a dead letter of an input record that a processor failed on, and goes on. What nobody
 * pushed stops the thread instead, to be tried again from the last commit: a scheduled action, such
 * as a scan, and a record between the stages. To go on without those would be an answer that
 * silently never comes, or a window that one partition never heard of. So does a record that only
 * waits for the schema registry, or for a history that can be read.
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
    if (lastResort.isInternal(context.topic()) || LastResort.isOutage(exception)) {
      LastResort.tell(context, exception);
      return Response.fail();
    }
    return Response.resume(lastResort.bury(context, exception));
  }
}
