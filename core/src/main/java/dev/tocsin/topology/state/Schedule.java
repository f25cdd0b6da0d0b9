package dev.tocsin.topology.state;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * The punctuators of one life of a processor. A task that is suspended, or given up and revived, is
 * closed and initialised again with its punctuators left in place: those of the life before would
 * go on working on rows that are not theirs any more. So a processor ends its schedule when it is
 * closed.
 */
public final class Schedule {

  private final ProcessorContext<?, ?> context;
  private final Set<Cancellable> punctuators = new HashSet<>();
  private final List<Runnable> lastly = new ArrayList<>();
  private boolean ended;

  public Schedule(ProcessorContext<?, ?> context) {
    this.context = context;
  }

  /** Punctuates by the wall clock until the schedule ends, or the punctuator is stopped. */
  public Cancellable every(Duration pause, Punctuator punctuator) {
    Cancellable scheduled =
        context.schedule(
            pause,
            PunctuationType.WALL_CLOCK_TIME,
            now -> {
              if (!ended) {
                punctuator.punctuate(now);
              }
            });
    punctuators.add(scheduled);
    return scheduled;
  }

  /** Takes one punctuator out. */
  void stop(Cancellable punctuator) {
    punctuator.cancel();
    punctuators.remove(punctuator);
  }

  /** Has something done when the schedule ends. */
  void whenEnded(Runnable last) {
    lastly.add(last);
  }

  /** Nothing is punctuated any more. */
  public void end() {
    ended = true;
    lastly.forEach(Runnable::run);
    punctuators.forEach(Cancellable::cancel);
    punctuators.clear();
  }
}
