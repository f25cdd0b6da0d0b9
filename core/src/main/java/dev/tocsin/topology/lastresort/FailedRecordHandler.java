package dev.tocsin.topology.lastresort;

import java.util.Map;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends an input record that a processor failed on to the dead-letter topic, and continues. The
 * stream thread stops instead, and restarts from the last commit, if the failure is not that of an
 * input record: a scheduled action, such as a scan, or a record of an internal topic failed.
 * Continuing would lose a scan, or a window in one partition. The thread also stops if the schema
 * registry is unavailable or stored rows cannot be read.
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
      LastResort.logStop(context, exception);
      return Response.fail();
    }
    return Response.resume(lastResort.deadLetters(context, exception));
  }
}
