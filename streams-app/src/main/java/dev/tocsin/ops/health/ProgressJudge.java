package dev.tocsin.ops.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;

/**
 * Decides from successive samples whether a restart would help. Kafka Streams can be RUNNING while
 * its threads fail and are replaced and nothing commits, so only progress counts: a committed
 * offset that advanced, a restored changelog record, or no work. The replacement of a failed thread
 * also restores before it fails for the same reason, so after a failure only a commit counts.
 *
 * <p>The clock stops while a restart would not help: while the brokers do not answer, or records
 * wait for the schema registry. The partitions of other instances do not count, or one stuck member
 * would make all members fail. They count as long as this instance does not know its own: when it
 * owns none during a rebalance, and after a thread failed, whose partitions are unassigned until
 * the group detects the failure.
 *
 * <p>Not thread-safe; samples come in the order of their times.
 */
final class ProgressJudge {

  private final long stallMillis;

  private @Nullable ProgressSample previous;
  private Map<TopicPartition, Long> committed = Map.of();
  private long lastProgress;
  private long lastFullThreads;

  /** Whether a thread failed and there was no progress since. */
  private boolean troubled;

  /**
   * @param stallTimeout how long there may be work without progress
   */
  ProgressJudge(Duration stallTimeout) {
    this.stallMillis = stallTimeout.toMillis();
  }

  HealthVerdict observe(ProgressSample sample) {
    ProgressSample before = previous == null ? begin(sample) : previous;
    if (sample.threadFailures() != before.threadFailures()) {
      troubled = true;
    }
    if (sample.threadsAlive() >= sample.threadsWanted()) {
      lastFullThreads = sample.atMillis();
    }
    GroupOffsets offsets = sample.offsets();
    if (sample.restored() != before.restored() && !troubled) {
      lastProgress = sample.atMillis();
    } else if (offsets == null || sample.waitsForRegistry()) {
      // Unknown, or a restart would not help: this time does not count.
      lastProgress += sample.atMillis() - before.atMillis();
    } else if (!hasWork(sample, offsets) || moved(sample, offsets)) {
      lastProgress = sample.atMillis();
      troubled = sample.threadFailures() != before.threadFailures();
    }
    if (offsets != null) {
      committed = offsets.committed();
    }
    previous = sample;
    return HealthVerdict.of(reasons(sample));
  }

  /** Time with work and without progress in milliseconds; 0 while there is progress or no work. */
  long stalledMillis() {
    return previous == null ? 0 : previous.atMillis() - lastProgress;
  }

  private ProgressSample begin(ProgressSample first) {
    lastProgress = first.atMillis();
    lastFullThreads = first.atMillis();
    return first;
  }

  private boolean hasWork(ProgressSample sample, GroupOffsets offsets) {
    return sample.restoring() > 0
        || scope(sample, offsets).stream().anyMatch(offsets.lag()::containsKey);
  }

  private boolean moved(ProgressSample sample, GroupOffsets offsets) {
    return scope(sample, offsets).stream()
        .anyMatch(p -> !Objects.equals(offsets.committed().get(p), committed.get(p)));
  }

  private Set<TopicPartition> scope(ProgressSample sample, GroupOffsets offsets) {
    boolean lost = offsets.owned().isEmpty() && sample.state() != State.RUNNING;
    return troubled || lost
        ? union(offsets.committed().keySet(), offsets.lag().keySet())
        : offsets.owned();
  }

  private static Set<TopicPartition> union(Set<TopicPartition> a, Set<TopicPartition> b) {
    Set<TopicPartition> all = new HashSet<>(a);
    all.addAll(b);
    return all;
  }

  private List<Reason> reasons(ProgressSample sample) {
    List<Reason> reasons = new ArrayList<>();
    switch (sample.state()) {
      case ERROR, PENDING_ERROR, NOT_RUNNING ->
          reasons.add(
              Reason.blocking(
                  "streams",
                  "Kafka Streams stopped unexpectedly: its state is " + sample.state(),
                  "restart the process; the log names the exception"));
      case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN -> {}
    }
    long threadsShort = sample.atMillis() - lastFullThreads;
    if (threadsShort >= stallMillis) {
      reasons.add(
          Reason.blocking(
              "stream threads",
              "%d of %d have been alive for %d s"
                  .formatted(sample.threadsAlive(), sample.threadsWanted(), threadsShort / 1000),
              "restart the process; the log has the causes of the failures"));
    }
    if (stalledMillis() >= stallMillis) {
      reasons.add(
          Reason.blocking(
              "consumer group",
              "there is work, and nothing was committed or restored for %d s"
                  .formatted(stalledMillis() / 1000),
              "restart the process; if it happens again, the log and the metric"
                  + " tocsin_stream_thread_failures_total have the causes of failed threads"));
    }
    if (troubled) {
      reasons.add(
          Reason.note(
              "stream threads",
              "%d failed and were replaced since the start".formatted(sample.threadFailures()),
              "see the log and the metric tocsin_stream_thread_failures_total for the cause"));
    }
    return reasons;
  }
}
