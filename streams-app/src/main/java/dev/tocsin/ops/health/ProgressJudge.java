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
 * Decides from a row of samples whether a restart would help. Kafka Streams can say RUNNING while
 * its threads are replaced for ever and nothing commits, so only progress counts: a committed
 * offset that moved, a changelog record that was restored, or nothing left to do. A thread that
 * takes the place of a dead one restores too, and dies again of the same: after a death only a
 * commit counts.
 *
 * <p>What a restart cannot mend is not held against the instance: while the brokers do not answer,
 * or records wait for the schema registry, the clock stands still. Other instances' partitions do
 * not count either, or one stuck member would take down all. They do as long as this one cannot
 * tell which are its own: when it holds none while it rebalances, and when a thread died, whose
 * partitions nobody holds until the group notices.
 *
 * <p>Not thread-safe; samples come in the order of their times.
 */
final class ProgressJudge {

  private final long stallMillis;

  private @Nullable ProgressSample previous;
  private Map<TopicPartition, Long> committed = Map.of();
  private long lastProgress;
  private long lastFullThreads;

  /** Whether a thread died and there was no progress since. */
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
      // Nobody can tell, or a restart would not help: this time does not count.
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

  /** How long there has been work without progress, in milliseconds; 0 while all is well. */
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
                  "Kafka Streams stopped by itself: its state is " + sample.state(),
                  "restart the process; the log names the exception"));
      case CREATED, REBALANCING, RUNNING, PENDING_SHUTDOWN -> {}
    }
    long threadsShort = sample.atMillis() - lastFullThreads;
    if (threadsShort >= stallMillis) {
      reasons.add(
          Reason.blocking(
              "stream threads",
              "%d of %d are alive, since %d s"
                  .formatted(sample.threadsAlive(), sample.threadsWanted(), threadsShort / 1000),
              "restart the process; the log names what the threads died of"));
    }
    if (stalledMillis() >= stallMillis) {
      reasons.add(
          Reason.blocking(
              "consumer group",
              "there is work, and nothing was committed or restored for %d s"
                  .formatted(stalledMillis() / 1000),
              "restart the process; when it comes back, see the log for threads that die and the"
                  + " metric tocsin_stream_thread_failures_total for their cause"));
    }
    if (troubled) {
      reasons.add(
          Reason.note(
              "stream threads",
              "%d died and were replaced since the start".formatted(sample.threadFailures()),
              "see the log and the metric tocsin_stream_thread_failures_total for the cause"));
    }
    return reasons;
  }
}
