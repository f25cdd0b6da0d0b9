package dev.tocsin.topology.state;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * A spell of work in small pieces between the records of a task: a punctuator that is there only as
 * long as there is work. One that is always there costs the live path dearly: after each
 * punctuation Kafka Streams halves the number of records that it takes before it looks at the
 * clock, its consumer and its other tasks again.
 */
public final class Spell {

  private final ProcessorContext<?, ?> context;
  private final Duration every;
  private final BooleanSupplier work;
  private @Nullable Cancellable punctuator;

  /**
   * Nothing is done before the first {@link #begin()}.
   *
   * @param every pause between two pieces of work
   * @param work does a piece; whether anything is left to do
   */
  public Spell(ProcessorContext<?, ?> context, Duration every, BooleanSupplier work) {
    this.context = context;
    this.every = every;
    this.work = work;
  }

  /** There may be work: goes on with it until there is none. */
  public void begin() {
    if (punctuator == null) {
      punctuator = context.schedule(every, PunctuationType.WALL_CLOCK_TIME, now -> piece());
    }
  }

  private void piece() {
    if (!work.getAsBoolean() && punctuator != null) {
      punctuator.cancel();
      punctuator = null;
    }
  }
}
