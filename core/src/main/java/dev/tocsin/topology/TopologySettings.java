package dev.tocsin.topology;

import dev.tocsin.history.block.BlockLimits;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.topology.intake.WindowRules;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/**
 * What the topology has to be told. Plain values, so that the topology knows nothing of where
 * configuration comes from.
 *
 * @param topics names of all topics
 * @param providers providers whose topics are read, at least one
 * @param partitions partition count of every message-log topic and of the internal topics; it can
 *     not change over the life of an application id, because windows were multicast to those that
 *     existed then
 * @param horizon how far back records are kept, by wall clock
 * @param futureTolerance how far ahead of the wall clock a time may lie
 * @param notificationInterval account notifications and incident summaries are sent at most once in
 *     this time
 * @param scanBudget longest time a scan or sweep holds the stream thread at once
 * @param maxAccountsPerWindow accounts a window may name
 * @param intakeMaxBytes largest input record, key and headers included, in bytes; far enough below
 *     what may be written that whatever is made of a record, a scan with two versions of a window
 *     too, can be written
 * @param deadLetterMaxBytes largest value that a dead letter carries whole
 * @param parkedMaxRecords records a task sets aside while the registry is away before it stops
 *     consuming
 * @param blockLimits how large a block of the history may grow
 * @param historyBufferBytes memory for the blocks that are being filled, of all tasks together
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
