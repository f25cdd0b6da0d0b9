package dev.tocsin.topology.state;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit before the next one is due, because somebody waits for what was just found.
 * Each flushes stores and producer, so it is not asked for with each find of many.
 */
public final class EarlyCommit {

  private static final Duration NOT_MORE_OFTEN = Duration.ofMillis(50);

  private final ProcessorContext<?, ?> context;
  private long last = Long.MIN_VALUE / 2;

  public EarlyCommit(ProcessorContext<?, ?> context) {
    this.context = context;
  }

  /** Commits soon. */
  public void ask() {
    long now = context.currentSystemTimeMs();
    // A clock that was set back must not put an end to it.
    if (now - last >= NOT_MORE_OFTEN.toMillis() || now < last) {
      last = now;
      context.commit();
    }
  }
}
