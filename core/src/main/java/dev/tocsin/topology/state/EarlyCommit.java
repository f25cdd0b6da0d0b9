package dev.tocsin.topology.state;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Requests a commit before the next one is due, so that an output is visible soon. A commit flushes
 * stores and producer, so the requests of 50 ms are one.
 */
public final class EarlyCommit {

  private static final Duration MIN_INTERVAL = Duration.ofMillis(50);

  private final ProcessorContext<?, ?> context;
  private long last = Long.MIN_VALUE / 2;

  public EarlyCommit(ProcessorContext<?, ?> context) {
    this.context = context;
  }

  /** Requests a commit. */
  public void request() {
    long now = context.currentSystemTimeMs();
    // The second case: the clock was set back.
    if (now - last >= MIN_INTERVAL.toMillis() || now < last) {
      last = now;
      context.commit();
    }
  }
}
