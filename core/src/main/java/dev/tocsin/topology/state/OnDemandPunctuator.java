package dev.tocsin.topology.state;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * A punctuator that exists only while there is work, which it does in small pieces between the
 * records of a task. A permanent one makes the live path slower: after each punctuation Kafka
 * Streams halves the number of records that it processes before it checks the clock, its consumer
 * and its other tasks again.
 *
 * <p>While records arrive, all of these punctuators of a stream thread together take at most half
 * of its time; while none arrive, all of it. Without that limit, a few tasks with a history to scan
 * leave almost no time to live records, because a punctuator that takes longer than its interval is
 * due again at once.
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
   * Does nothing before the first {@link #begin()}.
   *
   * @param schedule that the punctuator ends with
   * @param every interval between two pieces of work
   * @param clock wall clock of the task, milliseconds
   * @param work does a piece; returns whether any work is left
   */
  public OnDemandPunctuator(
      Schedule schedule, Duration every, LongSupplier clock, BooleanSupplier work) {
    this.schedule = schedule;
    this.every = every;
    this.clock = clock;
    this.work = work;
    schedule.whenEnded(this::stop);
  }

  /** Does work until none is left. */
  public void begin() {
    if (punctuator == null) {
      share().begins();
      restsUntil = 0;
      punctuator = schedule.every(every, now -> piece());
    }
  }

  /** A record has arrived: more may be waiting for this thread. */
  public void processed() {
    share().processed();
  }

  /** The share of one task of a time budget for all tasks of the thread. */
  public Duration part(Duration budget) {
    return budget.dividedBy(share().working());
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
    // In a round each working task does a piece, and then records get the same time.
    restsUntil = began + took * 2 * share().working();
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

  /** A task never changes its thread while it runs. */
  private ThreadShare share() {
    ThreadShare current = share;
    if (current == null) {
      current = ThreadShare.current();
      share = current;
    }
    return current;
  }
}
