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
 * Schedules checks of the topics: periodically from the time when Kafka Streams runs and so has
 * created its internal topics, and more often while there is a problem and after each failure of a
 * thread, which a changed topic may have caused. Without them an instance without access to a
 * topic, or whose topic was deleted, would be ready until its next fetch or write, and longer.
 *
 * <p>One thread checks, others may read the result.
 */
final class TopicsWatch {

  private static final Logger log = LoggerFactory.getLogger(TopicsWatch.class);

  private static final List<Reason> NOT_CHECKED_YET =
      List.of(Reason.blocking("topics", "not checked yet", "wait"));

  private final StreamsView streams;
  private final TopicsProbe probe;
  private final Duration interval;
  private final Duration calmInterval;
  private final LongSupplier nanoTime;

  private volatile List<Reason> problems = NOT_CHECKED_YET;
  private volatile boolean lost;

  /** A broker may not know a topic for a moment, so only a second check confirms a loss. */
  private boolean suspected;

  /** Failures of threads before the last successful check. */
  private long failuresSeen;

  private boolean checked;
  private long lastNanos;

  /**
   * @param interval time between two checks while there is a problem
   * @param calmInterval time between two checks while there is none
   * @param nanoTime a monotonic clock in nanoseconds
   */
  TopicsWatch(
      StreamsView streams,
      TopicsProbe probe,
      Duration interval,
      Duration calmInterval,
      LongSupplier nanoTime) {
    this.streams = streams;
    this.probe = probe;
    this.interval = interval;
    this.calmInterval = calmInterval;
    this.nanoTime = nanoTime;
  }

  /** The problems that the last check found. */
  List<Reason> problems() {
    return problems;
  }

  /** Whether a topic was deleted while in use; once true, it stays true. */
  boolean lost() {
    return lost;
  }

  /** Checks the topics if it is time to. */
  void check() {
    long failures = streams.threadFailures();
    boolean calm = problems.isEmpty() && failures == failuresSeen;
    boolean created = checked || streams.state() == State.RUNNING || failures > 0;
    long pause = (calm ? calmInterval : interval).toNanos();
    if (!created || (checked && nanoTime.getAsLong() - lastNanos < pause)) {
      return;
    }
    try {
      take(probe.probe());
      failuresSeen = failures;
    } catch (InterruptException e) {
      // Closing; the interrupt flag is set again.
      return;
    } catch (KafkaException e) {
      // Health reports the brokers; the last result stays in effect.
      log.atWarn()
          .addKeyValue("exception", e.getClass().getName())
          .log("Failed to describe the topics");
    } catch (RuntimeException e) {
      // The schedule must continue.
      log.atWarn()
          .addKeyValue("exception", e.getClass().getName())
          .log("Failed to check the topics");
    } finally {
      checked = true;
      lastNanos = nanoTime.getAsLong();
    }
  }

  private void take(TopicsProbe.Result result) {
    List<Reason> before = problems;
    if (!result.problems().equals(before) && !before.equals(NOT_CHECKED_YET)) {
      report(result.problems());
    }
    lost |= suspected && result.lost();
    suspected = result.lost();
    problems = result.problems();
  }

  private static void report(List<Reason> problems) {
    if (problems.isEmpty()) {
      log.atInfo().log("The problems with the topics are resolved");
    }
    for (Reason reason : problems) {
      log.atWarn()
          .addKeyValue("resource", reason.resource())
          .addKeyValue("problem", reason.problem())
          .addKeyValue("remedy", reason.remedy())
          .log("A topic cannot be used");
    }
  }
}
