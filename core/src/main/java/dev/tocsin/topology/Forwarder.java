package dev.tocsin.topology;

import java.util.function.Function;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.NullUnmarked;

/**
 * Forwards what a function makes of a value, unless that is null. Unlike the operators of the DSL
 * it drops headers: the internal topics need none, and a provider's may contain anything.
 */
@NullUnmarked
final class Forwarder<K, V, R, W> implements Processor<K, V, R, W> {

  private final Function<K, R> key;
  private final Function<V, W> value;
  private ProcessorContext<R, W> context;

  Forwarder(Function<K, R> key, Function<V, W> value) {
    this.key = key;
    this.value = value;
  }

  @Override
  public void init(ProcessorContext<R, W> context) {
    this.context = context;
  }

  @Override
  public void process(Record<K, V> record) {
    W result = value.apply(record.value());
    if (result != null) {
      context.forward(new Record<>(key.apply(record.key()), result, record.timestamp()));
    }
  }
}
