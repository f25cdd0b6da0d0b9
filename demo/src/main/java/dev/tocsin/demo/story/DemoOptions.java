package dev.tocsin.demo.story;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How large the story is and how it ends.
 *
 * @param records distinct messages of the seven weeks
 * @param accounts customers
 * @param partitions partitions of each topic
 * @param seed the same seed tells the same story about the same people
 * @param liveRate messages a second that go on all the time
 * @param keep directory for broker and state, kept afterwards; null for a temporary one
 * @param once whether to end after the story instead of leaving the detector up
 */
public record DemoOptions(
    int records,
    int accounts,
    int partitions,
    long seed,
    int liveRate,
    @Nullable Path keep,
    boolean once) {

  /** The same with another number of partitions. */
  DemoOptions withPartitions(int other) {
    return new DemoOptions(records, accounts, other, seed, liveRate, keep, once);
  }
}
