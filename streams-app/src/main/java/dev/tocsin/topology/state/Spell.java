package dev.tocsin.topology.state;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * A spell of work in small pieces between the records of a task: a punctuator that is there only as
 * long as there is work. One that is always there costs the live path dearly: after each
 * punctuation Kafka Streams halves the number of records that it takes before it looks at the
 * clock, its consumer and its other tasks again.
 */
public final class Spell {

  private final Schedule schedule;
  private final Duration every;
  private final BooleanSupplier work;
  private @Nullable Cancellable punctuator;

  /**
   * Nothing is done before the first {@link #begin()}.
   *
   * @param schedule of the processor's life that the work belongs to
   * @param every pause between two pieces of work
   * @param work does a piece; whether anything is left to do
   */
  public Spell(Schedule schedule, Duration every, BooleanSupplier work) {
    this.schedule = schedule;
    this.every = every;
    this.work = work;
  }

  /** There may be work: goes on with it until there is none. */
  public void begin() {
    if (punctuator == null) {
      punctuator = schedule.every(every, now -> piece());
    }
  }

  private void piece() {
    if (!work.getAsBoolean() && punctuator != null) {
      schedule.stop(punctuator);
      punctuator = null;
    }
  }
}
