package dev.tocsin.topology;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;

/** Runs one processor over stores that outlive it, with a clock that the test moves. */
public final class ProcessorHarness<K, V, R> implements AutoCloseable {

  public static final long NOW = 1_700_000_000_000L;

  private final Supplier<Processor<K, V, String, R>> supplier;
  private final List<StateStore> stores;
  private MockProcessorContext<String, R> context;
  private Processor<K, V, String, R> processor;
  private long now = NOW;

  public ProcessorHarness(
      Supplier<Processor<K, V, String, R>> supplier, List<? extends StateStore> stores) {
    this.supplier = supplier;
    this.stores = List.copyOf(stores);
    start();
  }

  private void start() {
    processor = supplier.get();
    init();
  }

  private void init() {
    context = new MockProcessorContext<>();
    context.setCurrentSystemTimeMs(now);
    stores.forEach(context::addStateStore);
    processor.init(context);
  }

  public void process(K key, V value) {
    processor.process(new Record<>(key, value, 0));
  }

  /** Moves the clock on and punctuates. */
  public void advance(Duration time) {
    now += time.toMillis();
    context.setCurrentSystemTimeMs(now);
    for (var punctuator : List.copyOf(context.scheduledPunctuators())) {
      if (!punctuator.cancelled()) {
        punctuator.getPunctuator().punctuate(now);
      }
    }
  }

  /** What was forwarded since the last call. */
  public List<Record<? extends String, ? extends R>> forwarded() {
    List<Record<? extends String, ? extends R>> records =
        context.forwarded().stream()
            .<Record<? extends String, ? extends R>>map(one -> one.record())
            .toList();
    context.resetForwards();
    return records;
  }

  /** The forwarded values of one kind since the last call; the others are dropped. */
  public <T extends R> List<T> outputs(Class<T> kind) {
    return forwarded().stream()
        .map(Record::value)
        .filter(kind::isInstance)
        .<T>map(kind::cast)
        .toList();
  }

  /** Whether a commit was requested since the last call. */
  public boolean commitRequested() {
    boolean requested = context.committed();
    context.resetCommit();
    return requested;
  }

  /** Starts a new processor over the same stores. */
  public void restart() {
    processor.close();
    start();
  }

  /** Closes and initializes the same processor again, as Kafka Streams does. */
  public void revive() {
    processor.close();
    init();
  }

  @Override
  public void close() {
    processor.close();
  }
}
