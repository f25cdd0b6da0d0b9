package dev.tocsin.topology.output;

import dev.tocsin.topology.intake.Intake;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Writes the records that intake validation rejected. A dead letter has the current time, so that
 * its retention counts from the moment it was written.
 */
@NullUnmarked
public final class DeadLetterWriter<T> implements Processor<byte[], Intake<T>, byte[], byte[]> {

  private final int maxBytes;
  private ProcessorContext<byte[], byte[]> context;

  /**
   * @param maxBytes see {@link DeadLetter#of}
   */
  public DeadLetterWriter(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], Intake<T>> record) {
    if (record.value() instanceof Intake.Dead<T> dead) {
      DeadLetter letter = DeadLetter.of(dead.raw(), dead.reason(), dead.detail(), maxBytes);
      context.forward(
          new Record<>(
              letter.key(), letter.value(), context.currentSystemTimeMs(), letter.headers()));
    }
  }
}
