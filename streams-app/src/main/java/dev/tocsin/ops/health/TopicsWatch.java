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
 * Decides when to look at the topics: from when Kafka Streams runs, and so has made its own, now
 * and then; more often while something is wrong, and after each death of a thread, which may have
 * died of what changed. Without it an instance that may not use a topic, or whose topic was
 * deleted, would be ready until its next fetch or write, and longer.
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
  private final Duration calmInterval;
  private final LongSupplier nanoTime;

  private volatile List<Reason> problems = NOT_LOOKED_YET;
  private volatile boolean lost;

  /** A broker that is behind may not know a topic for a moment, so it is asked again. */
  private boolean suspected;

  /** Deaths of threads before the last look that was answered. */
  private long failuresSeen;

  private boolean looked;
  private long lastNanos;

  /**
   * @param interval time between two looks while something is wrong
   * @param calmInterval the same while nothing is
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

  /** What stood in the way when last looked at. */
  List<Reason> problems() {
    return problems;
  }

  /** Whether something that was in a topic is gone for good; stays so. */
  boolean lost() {
    return lost;
  }

  /** Looks, if it is time to. */
  void look() {
    long failures = streams.threadFailures();
    boolean calm = problems.isEmpty() && failures == failuresSeen;
    boolean made = looked || streams.state() == State.RUNNING || failures > 0;
    long pause = (calm ? calmInterval : interval).toNanos();
    if (!made || (looked && nanoTime.getAsLong() - lastNanos < pause)) {
      return;
    }
    try {
      take(probe.look());
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

  private void take(TopicsProbe.Sight sight) {
    List<Reason> before = problems;
    if (!sight.problems().equals(before) && !before.equals(NOT_LOOKED_YET)) {
      tell(sight.problems());
    }
    lost |= suspected && sight.lost();
    suspected = sight.lost();
    problems = sight.problems();
  }

  private static void tell(List<Reason> problems) {
    if (problems.isEmpty()) {
      log.atInfo().log("The topics are as they should be again");
    }
    for (Reason reason : problems) {
      log.atWarn()
          .addKeyValue("remedy", reason.remedy())
          .log("{}: {}", reason.resource(), reason.problem());
    }
  }
}
