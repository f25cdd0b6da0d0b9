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
 * Replaces every stream thread that dies, at first at once and then at growing intervals, and
 * counts them. The instance does not stop by itself, for whether it still gets anywhere is for
 * liveness to judge; but one that lacks a key of the history leaves the work to others at once,
 * which may have it.
 *
 * <p>Safe for use by several threads.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ThreadFailures.class);

  /** After this long without a failure the next one counts as the first. */
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
   * @param first wait before the replacement of the second thread of a row that dies
   * @param longest bound of the waits, which double
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
    if (kind == FailureCauses.Kind.KEYSET) {
      log.atError()
          .addKeyValue("kind", kind)
          .addKeyValue("causes", causes(failure))
          .log("This instance cannot read the history and stops");
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    Duration wait = nextWait();
    log.atError()
        .addKeyValue("kind", kind)
        .addKeyValue("failures", total.get())
        .addKeyValue("waitMillis", wait.toMillis())
        .addKeyValue("causes", causes(failure))
        .log("A stream thread died and is replaced{}", remedy(kind));
    await(wait);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private static String remedy(FailureCauses.Kind kind) {
    return switch (kind) {
      case STATE_STORE ->
          "; what it worked on is restored from Kafka. If that does not end it and the disk is not full,"
              + " stop this instance, delete state.dir and start it again";
      case AUTHORIZATION ->
          "; give it the right, docs/security.md has all of them and 'tocsin topics check' tells"
              + " which are lacking: it goes on by itself";
      case FENCED, MISSING_TOPIC, TIMEOUT, KEYSET, DATA, JVM, OTHER -> "";
    };
  }

  private static String causes(Throwable failure) {
    return String.join(System.lineSeparator(), FailureCauses.describe(failure));
  }

  /** Threads that died so far. */
  long total() {
    return total.get();
  }

  /** Ends all waits, now and in future. */
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
      // A false answer means that the time is over, a true one that we are closing: both go on.
      boolean closing = closed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
      log.atDebug().addKeyValue("closing", closing).log("Replacing the stream thread");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
