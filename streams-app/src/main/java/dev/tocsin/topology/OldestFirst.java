package dev.tocsin.topology;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Dates records at the beginning of time. A task takes the oldest record of its partitions first,
 * so a window that is declared while there is a backlog takes effect before the backlog is done.
 * They are few and somebody waits for them, so each asks for a commit instead of the next one due.
 */
@NullUnmarked
final class OldestFirst<K, V> implements Processor<K, V, K, V> {

  private ProcessorContext<K, V> context;

  @Override
  public void init(ProcessorContext<K, V> context) {
    this.context = context;
  }

  @Override
  public void process(Record<K, V> record) {
    context.forward(record.withTimestamp(0));
    context.commit();
  }
}
