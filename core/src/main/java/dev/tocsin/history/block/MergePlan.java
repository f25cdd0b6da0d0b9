package dev.tocsin.history.block;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of one day that are small enough to be merged, by size class. Eight blocks of a class
 * become one of a higher class, so a record is rewritten at most once for each class between the
 * smallest block and a full one: five times in a partition that commits single records.
 */
final class MergePlan {

  /** Number of blocks of a class that are merged into one. */
  static final int FAN_IN = 8;

  private static final int FAN_IN_BITS = 3;

  private final BlockLimits limits;
  private final Map<Integer, List<Entry>> classes = new HashMap<>();

  /** The data of a block that merging needs. */
  record Entry(long sequence, int count, int indexBytes, int detailBytes) {}

  MergePlan(BlockLimits limits) {
    this.limits = limits;
  }

  void add(Entry entry) {
    if (!isFull(entry)) {
      classes.computeIfAbsent(sizeClass(entry), c -> new ArrayList<>()).add(entry);
    }
  }

  /** Whether two blocks of this size exceed the limits of one. */
  private boolean isFull(Entry entry) {
    return entry.count() * 2 > limits.maxRecords()
        || entry.indexBytes() * 2L > limits.maxSectionBytes()
        || entry.detailBytes() * 2L > limits.maxSectionBytes();
  }

  private static int sizeClass(Entry entry) {
    return (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(entry.count())) / FAN_IN_BITS;
  }

  boolean isDue() {
    return classes.values().stream().anyMatch(entries -> entries.size() >= FAN_IN);
  }

  /** Removes the blocks to merge into one, oldest first; null when no merge is due. */
  @Nullable List<Entry> take() {
    for (List<Entry> entries : classes.values()) {
      if (entries.size() >= FAN_IN) {
        return takeFitting(entries);
      }
    }
    return null;
  }

  private List<Entry> takeFitting(List<Entry> entries) {
    List<Entry> taken = new ArrayList<>();
    int records = 0;
    long indexBytes = 0;
    long detailBytes = 0;
    for (Entry entry : entries) {
      records += entry.count();
      indexBytes += entry.indexBytes();
      detailBytes += entry.detailBytes();
      if (taken.size() >= FAN_IN
          || records > limits.maxRecords()
          || indexBytes > limits.maxSectionBytes()
          || detailBytes > limits.maxSectionBytes()) {
        break;
      }
      taken.add(entry);
    }
    entries.subList(0, taken.size()).clear();
    return taken;
  }
}
