package dev.tocsin.ops;

import dev.tocsin.telemetry.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces and counts stream threads that fail: the first at once, the next ones after growing
 * intervals. The instance keeps running, because liveness decides whether it makes progress. An
 * instance that lacks a key of the history, or whose release cannot read a stored format, stops, so
 * that others, which may be able to, take over.
 *
 * <p>Safe for use by several threads.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ThreadFailures.class);

  /** After this time without a failure the next one counts as the first. */
  private static final Duration CALM = Duration.ofMinutes(5);

  private final Duration first;
  private final Duration longest;
  private final LongSupplier nanoTime;
  private final AtomicLong total = new AtomicLong();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<FailureCauses.Kind, Counter> counters = new EnumMap<>(FailureCauses.Kind.class);

  private int row;
  private long lastNanos;

  /**
   * @param first wait before the second of consecutive failures is replaced
   * @param longest maximum of the waits, which double
   * @param nanoTime a monotonic clock in nanoseconds
   */
  ThreadFailures(MeterRegistry meters, Duration first, Duration longest, LongSupplier nanoTime) {
    this.first = first;
    this.longest = longest;
    this.nanoTime = nanoTime;
    for (FailureCauses.Kind kind : FailureCauses.Kind.values()) {
      counters.put(kind, Metric.THREAD_FAILURES.counter(meters, Metric.labelValue(kind)));
    }
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    total.incrementAndGet();
    FailureCauses.Kind kind = FailureCauses.kind(failure);
    Counter counter = counters.get(kind);
    if (counter != null) {
      counter.increment();
    }
    if (kind == FailureCauses.Kind.KEYSET || kind == FailureCauses.Kind.STATE_FORMAT) {
      log.atError()
          .addKeyValue("kind", kind)
          .addKeyValue("causes", causes(failure))
          .addKeyValue("remedy", remedy(kind))
          .log(
              kind == FailureCauses.Kind.KEYSET
                  ? "Stopping: the keyset lacks a key of the history"
                  : "Stopping: a newer release wrote the state");
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    Duration wait = nextWait();
    log.atError()
        .addKeyValue("kind", kind)
        .addKeyValue("failures", total.get())
        .addKeyValue("waitMillis", wait.toMillis())
        .addKeyValue("causes", causes(failure))
        .addKeyValue("remedy", remedy(kind))
        .log("A stream thread failed and is replaced");
    await(wait);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private static String remedy(FailureCauses.Kind kind) {
    return switch (kind) {
      case STATE_STORE ->
          "wait, its state is restored from Kafka; if it fails again and the disk is not full, stop"
              + " the instance, delete state.dir and restart it";
      case AUTHORIZATION ->
          "grant the missing ACL, which 'tocsin topics check' reports; the detector then continues"
              + " without a restart";
      case KEYSET -> "configure the keyset that has the key and restart the instance";
      case STATE_FORMAT -> "run the release that wrote the state, or a newer one";
      case FENCED, MISSING_TOPIC, TIMEOUT, DATA, JVM, OTHER ->
          "see the runbook TocsinThreadsDying if it fails again";
    };
  }

  private static String causes(Throwable failure) {
    return String.join(System.lineSeparator(), FailureCauses.describe(failure));
  }

  /** Failed threads so far. */
  long total() {
    return total.get();
  }

  /** Ends all waits, current and future. */
  void close() {
    closed.countDown();
  }

  /** The wait before the next replacement; counts as a failure. */
  synchronized Duration nextWait() {
    long now = nanoTime.getAsLong();
    if (row > 0 && now - lastNanos >= CALM.toNanos()) {
      row = 0;
    }
    lastNanos = now;
    int doublings = row - 1;
    row++;
    if (doublings < 0) {
      return Duration.ZERO;
    }
    Duration wait = first.multipliedBy(1L << Math.min(doublings, 20));
    return wait.compareTo(longest) < 0 ? wait : longest;
  }

  private void await(Duration wait) {
    try {
      // False after the wait, true when closing; the thread is replaced in both cases.
      boolean closing = closed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
      log.atDebug().addKeyValue("closing", closing).log("Replacing the stream thread");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
