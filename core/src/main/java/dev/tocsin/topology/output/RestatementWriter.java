package dev.tocsin.topology.output;

import dev.tocsin.topology.control.ControlOutput;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/** Writes accepted records to the control topic again, with their original timestamp. */
@NullUnmarked
public final class RestatementWriter implements Processor<String, ControlOutput, byte[], byte[]> {

  private ProcessorContext<byte[], byte[]> context;

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<String, ControlOutput> record) {
    if (record.value() instanceof ControlOutput.Restatement copy) {
      context.forward(new Record<>(copy.key(), copy.value(), copy.timestamp(), copy.headers()));
    }
  }
}
