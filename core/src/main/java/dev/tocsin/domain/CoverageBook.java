package dev.tocsin.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The coverage marks of all message-log partitions for all windows, and their sums. */
public final class CoverageBook {

  /**
   * The scan progress of an incident's windows.
   *
   * @param deadLetters unreadable records that may be in range, each counted once: for each
   *     provider, the highest count of its windows
   */
  public record Progress(
      Coverage coverage, int partitionsComplete, int partitions, long examined, long deadLetters) {}

  private final int partitions;
  private final Set<String> providers;
  private final Map<String, Map<Integer, CoverageMark>> marks = new HashMap<>();

  /**
   * @param partitions number of message-log partitions
   * @param providers providers whose topics are read
   */
  public CoverageBook(int partitions, Set<String> providers) {
    this.partitions = partitions;
    this.providers = Set.copyOf(providers);
  }

  /** Applies a mark; returns false when it changes nothing. */
  public boolean apply(CoverageMark mark) {
    Map<Integer, CoverageMark> ofWindow =
        marks.computeIfAbsent(mark.windowId(), id -> new HashMap<>());
    CoverageMark known = ofWindow.get(mark.partition());
    if (known != null && !mark.supersedes(known)) {
      return false;
    }
    CoverageMark merged = known == null ? mark : mark.after(known);
    return !merged.equals(ofWindow.put(mark.partition(), merged));
  }

  /**
   * Removes the marks of a window up to a revision. Marks of newer revisions stay, because a
   * partition may be ahead of this book.
   *
   * @return the partitions whose marks were removed
   */
  public Set<Integer> forget(String windowId, long upToRevision) {
    Map<Integer, CoverageMark> ofWindow = marks.getOrDefault(windowId, Map.of());
    Set<Integer> forgotten = new TreeSet<>();
    ofWindow
        .values()
        .removeIf(mark -> mark.revision() <= upToRevision && forgotten.add(mark.partition()));
    if (ofWindow.isEmpty()) {
      marks.remove(windowId);
    }
    return forgotten;
  }

  /**
   * @param windows the incident's windows that are in effect
   * @param settled whether no other work on the incident is pending in this partition
   */
  public Progress progress(List<WindowBook.Entry> windows, boolean settled) {
    SortedSet<Coverage.Reason> reasons = new TreeSet<>();
    int complete = 0;
    long examined = 0;
    long deadLetters = 0;
    for (int partition = 0; partition < partitions; partition++) {
      boolean done = true;
      Map<String, Long> unread = new HashMap<>();
      for (WindowBook.Entry entry : windows) {
        CoverageMark mark = mark(entry, partition);
        done &= mark != null && mark.done();
        if (mark != null) {
          examined += mark.examined();
          unread.merge(provider(entry), mark.deadLetters(), Math::max);
          if (mark.beforeRetained()) {
            reasons.add(Coverage.Reason.BEFORE_RETAINED_HISTORY);
          }
        }
      }
      complete += done ? 1 : 0;
      deadLetters += unread.values().stream().mapToLong(Long::longValue).sum();
    }
    if (deadLetters > 0) {
      reasons.add(Coverage.Reason.DEAD_LETTERS);
    }
    for (WindowBook.Entry entry : windows) {
      CompromiseWindow window = entry.window();
      if (window != null && !providers.contains(window.provider())) {
        reasons.add(Coverage.Reason.PROVIDER_NOT_READ);
      }
    }
    Coverage coverage = Coverage.of(complete == partitions && settled, reasons);
    return new Progress(coverage, complete, partitions, examined, deadLetters);
  }

  private static String provider(WindowBook.Entry entry) {
    CompromiseWindow window = entry.window();
    return window == null ? "" : window.provider();
  }

  /** The mark of a partition for a window; null when there is none. */
  public @Nullable CoverageMark known(String windowId, int partition) {
    return marks.getOrDefault(windowId, Map.of()).get(partition);
  }

  /** The mark for the current revision of a window; marks of other revisions do not count. */
  private @Nullable CoverageMark mark(WindowBook.Entry entry, int partition) {
    CompromiseWindow window = entry.window();
    Map<Integer, CoverageMark> ofWindow = window == null ? null : marks.get(window.id());
    CoverageMark mark = ofWindow == null ? null : ofWindow.get(partition);
    return mark == null || mark.revision() != entry.revision() ? null : mark;
  }
}
