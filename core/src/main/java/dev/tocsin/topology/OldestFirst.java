package dev.tocsin.topology;

import dev.tocsin.topology.state.EarlyCommit;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Sets the timestamp of records to 0. A task processes the oldest record of its partitions first,
 * so a window that is declared during a backlog takes effect before the backlog is processed. A
 * responder waits for the effect, so each requests a commit.
 */
@NullUnmarked
final class OldestFirst<K, V> implements Processor<K, V, K, V> {

  private ProcessorContext<K, V> context;
  private EarlyCommit commit;

  @Override
  public void init(ProcessorContext<K, V> context) {
    this.context = context;
    this.commit = new EarlyCommit(context);
  }

  @Override
  public void process(Record<K, V> record) {
    context.forward(record.withTimestamp(0));
    commit.request();
  }
}
