package dev.tocsin.demo.story;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The size of the story, and what happens after it.
 *
 * @param records distinct records of the seven weeks
 * @param accounts customers
 * @param partitions partitions of each topic
 * @param seed the same seed generates the same records
 * @param liveRate live records a second
 * @param keep directory for broker and state, kept afterwards; null for a temporary one
 * @param once whether to exit after the story
 */
public record DemoOptions(
    int records,
    int accounts,
    int partitions,
    long seed,
    int liveRate,
    @Nullable Path keep,
    boolean once) {

  /** The same options with another number of partitions. */
  DemoOptions withPartitions(int other) {
    return new DemoOptions(records, accounts, other, seed, liveRate, keep, once);
  }
}
