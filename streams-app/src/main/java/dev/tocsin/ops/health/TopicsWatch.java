package dev.tocsin.ops.health;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when to look at the topics: once Kafka Streams runs, and so has made its own, again after
 * each death of a thread, which may have died of what changed, and as long as something is wrong.
 * Without it an instance that may not use a topic would be ready until its first fetch or write.
 *
 * <p>One thread looks, others may ask meanwhile.
 */
final class TopicsWatch {

  private static final Logger log = LoggerFactory.getLogger(TopicsWatch.class);

  private static final List<Reason> NOT_LOOKED_YET =
      List.of(Reason.blocking("topics", "were not looked at yet", "wait"));

  private final StreamsView streams;
  private final TopicsProbe probe;
  private final Duration interval;
  private final LongSupplier nanoTime;

  private volatile List<Reason> problems = NOT_LOOKED_YET;

  /** Deaths of threads before the last look that was answered. */
  private long failuresSeen;

  private boolean looked;
  private long lastNanos;

  /**
   * @param interval time between two looks while something is wrong
   * @param nanoTime a monotonic clock in nanoseconds
   */
  TopicsWatch(StreamsView streams, TopicsProbe probe, Duration interval, LongSupplier nanoTime) {
    this.streams = streams;
    this.probe = probe;
    this.interval = interval;
    this.nanoTime = nanoTime;
  }

  /** What stood in the way when last looked at. */
  List<Reason> problems() {
    return problems;
  }

  /** Looks, if it is time to. */
  void look() {
    long failures = streams.threadFailures();
    boolean known = problems.isEmpty() && failures == failuresSeen;
    boolean made = streams.state() == State.RUNNING || failures > 0;
    if (known || !made || (looked && nanoTime.getAsLong() - lastNanos < interval.toNanos())) {
      return;
    }
    try {
      problems = probe.problems();
      failuresSeen = failures;
    } catch (InterruptException e) {
      // Closing; it has set the flag again.
      return;
    } catch (KafkaException e) {
      // Whether the brokers are there is told elsewhere; what was seen last stands.
      log.atWarn()
          .addKeyValue("exception", e.getClass().getName())
          .log("The brokers did not tell of the topics");
    } catch (RuntimeException e) {
      // The schedule must outlive it.
      log.atWarn().addKeyValue("exception", e.getClass().getName()).log("Look at topics failed");
    } finally {
      looked = true;
      lastNanos = nanoTime.getAsLong();
    }
  }
}
