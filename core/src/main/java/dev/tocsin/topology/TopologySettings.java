package dev.tocsin.topology;

import dev.tocsin.history.block.BlockLimits;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.topology.intake.WindowRules;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * The settings of the topology, as plain values: where they are configured is not its concern.
 *
 * @param topics names of all topics
 * @param providers providers whose topics are read, at least one
 * @param partitions partition count of every message-log topic and of the internal topics; it
 *     cannot change for an application id, because window changes were sent to the partitions that
 *     existed at that time
 * @param horizon how far back records are kept, by wall clock
 * @param futureTolerance how far ahead of the wall clock a time may lie
 * @param notificationInterval account notifications and incident summaries are sent at most once in
 *     this interval
 * @param scanBudget longest time that background work holds the stream thread at once
 * @param maxAccountsPerWindow accounts a window may name
 * @param intakeMaxBytes largest input record, key and headers included, in bytes; below the largest
 *     record that can be written by enough that everything derived from a record fits, a scan with
 *     two versions of a window included
 * @param deadLetterMaxBytes largest value that a dead letter carries whole
 * @param parkedMaxRecords records that a task parks during a registry outage before it stops
 *     consuming
 * @param blockLimits limits of a block of the history
 * @param historyBufferBytes memory for the open blocks of all tasks
 * @param deadlines policy name to time allowed from the moment of awareness
 */
public record TopologySettings(
    TopicNames topics,
    List<String> providers,
    int partitions,
    Duration horizon,
    Duration futureTolerance,
    Duration notificationInterval,
    Duration scanBudget,
    int maxAccountsPerWindow,
    int intakeMaxBytes,
    int deadLetterMaxBytes,
    int parkedMaxRecords,
    BlockLimits blockLimits,
    long historyBufferBytes,
    SortedMap<String, Duration> deadlines) {

  public TopologySettings {
    providers = List.copyOf(providers);
    if (providers.isEmpty()) {
      throw new IllegalArgumentException("at least one provider is needed");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("partitions must be 1 or more, not " + partitions);
    }
  }

  /** The rules of a valid window. */
  public WindowRules windowRules() {
    return new WindowRules(futureTolerance, maxAccountsPerWindow);
  }
}
