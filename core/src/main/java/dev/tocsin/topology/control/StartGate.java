package dev.tocsin.topology.control;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a task has read the control topic to the end that it had when the task started. */
final class StartGate {

  private static final Logger log = LoggerFactory.getLogger(StartGate.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration WARN_EVERY = Duration.ofSeconds(30);

  private final ControlEnd end;
  private CompletableFuture<Long> lastRecord;
  private boolean reached;
  private long retryAt = Long.MIN_VALUE;
  private long lastWarning = Long.MIN_VALUE / 2;

  StartGate(ControlEnd end) {
    this.end = end;
    this.lastRecord = end.lastRecord();
  }

  /**
   * Whether the end is reached. Tries again to find it if that failed.
   *
   * @param position the offset of the last processed record
   * @param now wall clock, milliseconds
   */
  boolean isReached(long position, long now) {
    if (!reached && lastRecord.isDone()) {
      try {
        reached = position >= lastRecord.join();
      } catch (CompletionException e) {
        if (retryAt == Long.MIN_VALUE) {
          warn(e.getCause() == null ? e : e.getCause(), now);
          retryAt = now + RETRY.toMillis();
        } else if (now >= retryAt) {
          retryAt = Long.MIN_VALUE;
          lastRecord = end.lastRecord();
        }
      }
    }
    return reached;
  }

  private void warn(Throwable failure, long now) {
    if (now - lastWarning < WARN_EVERY.toMillis()) {
      return;
    }
    lastWarning = now;
    log.atWarn()
        .addKeyValue("failure", failure.getClass().getName())
        .log(
            "Failed to find the end of the control topic; windows have no effect until it is"
                + " found, and the detector tries again");
  }
}
