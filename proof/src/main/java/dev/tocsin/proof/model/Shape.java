package dev.tocsin.proof.model;

import dev.tocsin.history.block.BlockLimits;
import dev.tocsin.naming.TopicNames;
import dev.tocsin.topology.TopologySettings;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * The parameters of an installation, none of which may change the outputs.
 *
 * @param partitions of each stage but the last
 * @param blockRecords largest number of records in a block of the history
 * @param scanBudget with zero, scans and sweeps advance in the smallest steps
 */
record Shape(int partitions, int blockRecords, Duration scanBudget) {

  private static final Duration HORIZON = Duration.ofDays(400);

  static Shape of(Random random) {
    return new Shape(
        1 + random.nextInt(3),
        2 + random.nextInt(12),
        random.nextBoolean() ? Duration.ZERO : Duration.ofHours(1));
  }

  /** The first instant that is retained, in milliseconds since the epoch. */
  static long retainedFrom(long now) {
    return now - HORIZON.toMillis();
  }

  TopologySettings settings(List<String> providers) {
    return new TopologySettings(
        new TopicNames(""),
        providers,
        partitions,
        HORIZON,
        Duration.ofDays(1),
        Duration.ofSeconds(1),
        scanBudget,
        10_000,
        1 << 20,
        1 << 20,
        1000,
        new BlockLimits(blockRecords, 1 << 18),
        20_000,
        new TreeMap<>());
  }
}
