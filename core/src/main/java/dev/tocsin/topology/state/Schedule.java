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
 * The punctuators of a processor between its init and its close. When Kafka Streams suspends a
 * task, or revives it, it closes and initializes the processor again but leaves its punctuators in
 * place; those would continue with state that is out of date. So a processor ends its schedule when
 * it is closed.
 */
public final class Schedule {

  private final ProcessorContext<?, ?> context;
  private final Set<Cancellable> punctuators = new HashSet<>();
  private final List<Runnable> finalActions = new ArrayList<>();
  private boolean ended;

  public Schedule(ProcessorContext<?, ?> context) {
    this.context = context;
  }

  /** Punctuates by the wall clock until the schedule ends, or the punctuator is stopped. */
  public Cancellable every(Duration interval, Punctuator punctuator) {
    Cancellable scheduled =
        context.schedule(
            interval,
            PunctuationType.WALL_CLOCK_TIME,
            now -> {
              if (!ended) {
                punctuator.punctuate(now);
              }
            });
    punctuators.add(scheduled);
    return scheduled;
  }

  /** Stops one punctuator. */
  public void stop(Cancellable punctuator) {
    punctuator.cancel();
    punctuators.remove(punctuator);
  }

  /** Adds an action that is run when the schedule ends. */
  void whenEnded(Runnable action) {
    finalActions.add(action);
  }

  /** Stops all punctuators. */
  public void end() {
    ended = true;
    finalActions.forEach(Runnable::run);
    punctuators.forEach(Cancellable::cancel);
    punctuators.clear();
  }
}
