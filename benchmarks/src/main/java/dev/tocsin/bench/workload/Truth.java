package dev.tocsin.bench.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a contender has to find, by testing every record against every window: each (window, record)
 * pair in which the one covers the other, once, however often the record was pushed.
 */
public final class Truth {

  private Truth() {}

  /** A pair, as the contenders write it. */
  public static String pair(String window, String logId) {
    return window + '|' + logId;
  }

  /** All pairs of the pushes in a range of positions. */
  public static Set<String> of(Workload workload, int from, int to, List<WorkloadWindow> windows) {
    // Windows that name an account cannot cover records of another; with ten thousand of them that
    // spares the check days.
    Map<String, List<WorkloadWindow>> byAccount = new HashMap<>();
    List<WorkloadWindow> ofAll = new ArrayList<>();
    for (WorkloadWindow window : windows) {
      if (window.account() == null) {
        ofAll.add(window);
      } else {
        byAccount.computeIfAbsent(window.account(), a -> new ArrayList<>()).add(window);
      }
    }
    Set<String> pairs = new HashSet<>();
    workload.push(
        from,
        to,
        line -> {
          add(pairs, ofAll, line);
          add(pairs, byAccount.getOrDefault(line.account(), List.of()), line);
        });
    return pairs;
  }

  /**
   * How a contender's output differs from the truth, in words; empty when it does not.
   *
   * @param found what it wrote, in any order, repeats included
   */
  public static String difference(Set<String> expected, List<String> found) {
    Set<String> distinct = new HashSet<>(found);
    long missing = expected.stream().filter(pair -> !distinct.contains(pair)).count();
    long wrong = distinct.stream().filter(pair -> !expected.contains(pair)).count();
    int repeated = found.size() - distinct.size();
    if (missing + wrong + repeated == 0) {
      return "";
    }
    return "%d of %d missing, %d wrong, %d written more than once"
        .formatted(missing, expected.size(), wrong, repeated);
  }

  private static void add(Set<String> pairs, List<WorkloadWindow> windows, LogLine line) {
    for (WorkloadWindow window : windows) {
      if (window.covers(line)) {
        pairs.add(pair(window.id(), line.logId()));
      }
    }
  }
}
