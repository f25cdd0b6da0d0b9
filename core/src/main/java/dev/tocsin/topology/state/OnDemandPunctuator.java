package dev.tocsin.topology.state;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * A spell of work in small pieces between the records of a task: a punctuator that is there only as
 * long as there is work. One that is always there costs the live path dearly: after each
 * punctuation Kafka Streams halves the number of records that it takes before it looks at the
 * clock, its consumer and its other tasks again.
 *
 * <p>All spells of a stream thread together take half of its time at most while records come, and
 * all of it when none do. Without that, a few tasks with a history to examine left a record in a
 * tenth of a second to the live ones: a punctuator that takes longer than its pause is due again at
 * once.
 */
public final class OnDemandPunctuator {

  private final Schedule schedule;
  private final Duration every;
  private final LongSupplier clock;
  private final BooleanSupplier work;
  private @Nullable ThreadShare share;
  private @Nullable Cancellable punctuator;
  private long restsUntil;
  private long recordsSeen;

  /**
   * Nothing is done before the first {@link #begin()}.
   *
   * @param schedule of the processor's life that the work belongs to
   * @param every pause between two pieces of work
   * @param clock wall clock of the task, milliseconds
   * @param work does a piece; whether anything is left to do
   */
  public OnDemandPunctuator(
      Schedule schedule, Duration every, LongSupplier clock, BooleanSupplier work) {
    this.schedule = schedule;
    this.every = every;
    this.clock = clock;
    this.work = work;
    schedule.whenEnded(this::stop);
  }

  /** There may be work: goes on with it until there is none. */
  public void begin() {
    if (punctuator == null) {
      share().begins();
      restsUntil = 0;
      punctuator = schedule.every(every, now -> piece());
    }
  }

  /** A record was processed: others wait for this thread. */
  public void processed() {
    share().processed();
  }

  /** What a piece of work may take of a time that is meant for all tasks of the thread. */
  public Duration part(Duration budget) {
    return budget.dividedBy(share().spells());
  }

  private void piece() {
    if (isResting()) {
      return;
    }
    long began = clock.getAsLong();
    boolean more = work.getAsBoolean();
    if (!more) {
      stop();
      return;
    }
    long took = clock.getAsLong() - began;
    // In a round all spells work once, and then the records have as long.
    restsUntil = began + took * 2 * share().spells();
    recordsSeen = share().records();
  }

  private boolean isResting() {
    long records = share().records();
    boolean idle = records == recordsSeen;
    recordsSeen = records;
    return !idle && clock.getAsLong() < restsUntil;
  }

  private void stop() {
    if (punctuator != null) {
      schedule.stop(punctuator);
      punctuator = null;
      share().ends();
    }
  }

  /** A task stays with its thread from its start to its end, and starts anew elsewhere. */
  private ThreadShare share() {
    ThreadShare current = share;
    if (current == null) {
      current = ThreadShare.current();
      share = current;
    }
    return current;
  }
}
