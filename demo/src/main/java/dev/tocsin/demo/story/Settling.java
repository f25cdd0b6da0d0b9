package dev.tocsin.demo.story;

import dev.tocsin.config.DetectionKeys;
import dev.tocsin.config.TocsinConfig;
import dev.tocsin.naming.TopicNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Knows when the detector has done all that there is to do: it has committed past the end of
 * everything it reads, its own topics between the stages included, and what it says no longer
 * changes.
 */
final class Settling implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Admin admin;
  private final String group;
  private final List<String> sources;
  private final List<String> outputs;
  private final Duration quiet;
  private final Watcher watcher;

  Settling(TocsinConfig config, Watcher watcher) {
    this.admin = Admin.create(config.adminProps());
    this.group = config.applicationId();
    TopicNames topics = config.topics();
    List<String> inputs = new ArrayList<>(topics.messageLogs(config.providers()));
    inputs.add(topics.account());
    inputs.add(topics.window());
    this.sources = List.copyOf(inputs);
    this.outputs =
        List.of(
            topics.exposedRecord(), topics.notification(), topics.incident(), topics.deadLetter());
    // Two intervals and a bit: whatever is coalesced has been said by then.
    this.quiet = config.duration(DetectionKeys.NOTIFICATION_INTERVAL).multipliedBy(5).dividedBy(2);
    this.watcher = watcher;
  }

  /**
   * Waits until nothing changes any more.
   *
   * @param covered whether the incidents say that they are examined, at their newest revision
   * @param limit longest time to wait
   * @throws DemoException saying what is still going on
   */
  void await(BooleanSupplier covered, Supplier<String> incidents, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    long seen = -1;
    long since = System.nanoTime();
    while (true) {
      Map<TopicPartition, Long> lag = lag();
      boolean idle =
          lag.isEmpty() && covered.getAsBoolean() && watcher.hasReached(ends(partitions(outputs)));
      long now = System.nanoTime();
      if (!idle || watcher.seen() != seen) {
        seen = watcher.seen();
        since = now;
      }
      if (idle && now - since > quiet.toNanos()) {
        return;
      }
      if (now > deadline) {
        throw new DemoException(
            "the detector did not settle within "
                + limit.toSeconds()
                + " s; behind on "
                + (lag.isEmpty() ? "nothing" : lag)
                + "; "
                + incidents.get()
                + "; try fewer --records, or TOCSIN_LOG_LEVEL=INFO to see why");
      }
      pause();
    }
  }

  /** Waits until everything that was pushed so far has been taken in, however much follows. */
  void awaitCaughtUp(Duration limit, Runnable meanwhile) {
    Map<TopicPartition, Long> goal = ends(partitions(sources));
    long deadline = System.nanoTime() + limit.toNanos();
    while (behind(goal, committed()).values().stream().anyMatch(left -> left > 0)) {
      if (System.nanoTime() > deadline) {
        throw new DemoException(
            "the detector did not take in the logs within "
                + limit.toSeconds()
                + " s; try fewer --records, or TOCSIN_LOG_LEVEL=INFO to see why");
      }
      meanwhile.run();
      pause();
    }
  }

  /** How many records the detector has not taken in yet. */
  long backlog() {
    return behind(ends(partitions(sources)), committed()).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }

  /** Waits a moment. */
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

  private Map<TopicPartition, Long> lag() {
    Map<TopicPartition, Long> committed = committed();
    Set<TopicPartition> read = new HashSet<>(committed.keySet());
    read.addAll(partitions(sources));
    return behind(ends(read), committed);
  }

  private static Map<TopicPartition, Long> behind(
      Map<TopicPartition, Long> ends, Map<TopicPartition, Long> committed) {
    Map<TopicPartition, Long> behind = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          long left = end - committed.getOrDefault(partition, 0L);
          if (left > 0) {
            behind.put(partition, left);
          }
        });
    return behind;
  }

  private Map<TopicPartition, Long> committed() {
    Map<TopicPartition, OffsetAndMetadata> offsets =
        get(() -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get());
    Map<TopicPartition, Long> committed = new HashMap<>();
    offsets.forEach(
        (partition, offset) -> {
          if (offset != null) {
            committed.put(partition, offset.offset());
          }
        });
    return committed;
  }

  private Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    partitions.forEach(partition -> latest.put(partition, OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    get(() ->
            admin
                .listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get())
        .forEach((partition, info) -> ends.put(partition, info.offset()));
    return ends;
  }

  private Set<TopicPartition> partitions(List<String> topics) {
    Set<TopicPartition> partitions = new HashSet<>();
    get(() -> admin.describeTopics(topics).allTopicNames().get())
        .forEach(
            (topic, description) ->
                description
                    .partitions()
                    .forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
    return partitions;
  }

  private interface Answer<T> {
    T get() throws InterruptedException, ExecutionException;
  }

  private static <T> T get(Answer<T> answer) {
    try {
      return answer.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("interrupted", e);
    } catch (ExecutionException e) {
      throw new DemoException("the broker does not answer: " + e.getMessage(), e);
    }
  }
}
