package dev.tocsin.demo.story;

import dev.tocsin.config.DetectionKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.testkit.GroupProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the detector has processed all inputs: it has committed the end of every topic that it
 * reads, its internal ones included, and its outputs no longer change.
 */
final class DetectorProgress implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final String ADVICE =
      "; try fewer --records, or TOCSIN_LOG_LEVEL=INFO for its log";

  private final Admin admin;
  private final GroupProgress offsets;
  private final List<String> sources;
  private final List<String> outputs;
  private final Duration quiet;
  private final OutputWatcher watcher;

  DetectorProgress(TocsinConfig config, OutputWatcher watcher) {
    this.admin = Admin.create(config.adminProps());
    this.offsets = new GroupProgress(admin, config.applicationId());
    TopicNames topics = config.topics();
    List<String> inputs = new ArrayList<>(topics.messageLogs(config.providers()));
    inputs.add(topics.account());
    inputs.add(topics.window());
    this.sources = List.copyOf(inputs);
    this.outputs =
        List.of(
            topics.exposedRecord(), topics.notification(), topics.incident(), topics.deadLetter());
    // Longer than two intervals, so that all coalesced notifications have been sent.
    this.quiet = config.duration(DetectionKeys.NOTIFICATION_INTERVAL).multipliedBy(5).dividedBy(2);
    this.watcher = watcher;
  }

  /**
   * Waits until all inputs are processed and the outputs no longer change.
   *
   * @param covered whether the scans of all incidents are complete at their newest revision
   * @param incidents the state of the incidents, for the error message
   * @throws DemoException when the limit is reached first
   */
  void awaitRest(BooleanSupplier covered, Supplier<String> incidents, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    long read = -1;
    long since = System.nanoTime();
    while (true) {
      Map<TopicPartition, Long> lag = lag();
      boolean idle = lag.isEmpty() && covered.getAsBoolean() && watcher.hasReached(outputEnds());
      long now = System.nanoTime();
      if (!idle || watcher.read() != read) {
        read = watcher.read();
        since = now;
      }
      if (idle && now - since > quiet.toNanos()) {
        return;
      }
      if (now > deadline) {
        throw new DemoException(
            "the detector is not at rest after "
                + limit.toSeconds()
                + " s: lag "
                + (lag.isEmpty() ? "none" : lag)
                + "; "
                + incidents.get()
                + ADVICE);
      }
      pause();
    }
  }

  /**
   * Waits until the detector has committed all inputs that exist now.
   *
   * @param meanwhile runs at every poll
   * @throws DemoException when the limit is reached first
   */
  void awaitCaughtUp(Duration limit, Runnable meanwhile) {
    Map<TopicPartition, Long> goal = sourceEnds();
    long deadline = System.nanoTime() + limit.toNanos();
    while (!committed(goal)) {
      if (System.nanoTime() > deadline) {
        throw new DemoException(
            "the detector did not process the message logs within "
                + limit.toSeconds()
                + " s"
                + ADVICE);
      }
      meanwhile.run();
      pause();
    }
  }

  /** How many input records the detector has not committed. */
  long backlog() {
    return ask(() -> offsets.lag(offsets.partitions(sources))).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Waits until the next poll. */
  static void pause() {
    pause(PAUSE);
  }

  /** Waits for a while. */
  static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
  }

  private boolean committed(Map<TopicPartition, Long> goal) {
    Map<TopicPartition, Long> committed = ask(offsets::committed);
    return goal.entrySet().stream()
        .allMatch(end -> committed.getOrDefault(end.getKey(), 0L) >= end.getValue());
  }

  private Map<TopicPartition, Long> lag() {
    return ask(
        () -> {
          Set<TopicPartition> partitions = new HashSet<>(offsets.partitions(sources));
          partitions.addAll(offsets.committed().keySet());
          return offsets.lag(partitions);
        });
  }

  private Map<TopicPartition, Long> sourceEnds() {
    return ask(() -> offsets.ends(offsets.partitions(sources), IsolationLevel.READ_COMMITTED));
  }

  private Map<TopicPartition, Long> outputEnds() {
    return ask(() -> offsets.ends(offsets.partitions(outputs), IsolationLevel.READ_COMMITTED));
  }

  private interface Question<T> {
    T ask() throws ExecutionException, InterruptedException, TimeoutException;
  }

  private static <T> T ask(Question<T> question) {
    try {
      return question.ask();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new DemoException("the brokers do not answer: " + e.getMessage(), e);
    }
  }
}
