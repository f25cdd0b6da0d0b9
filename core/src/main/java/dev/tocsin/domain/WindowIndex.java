package dev.tocsin.domain;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Windows by time: an augmented interval tree without nodes. The windows lie in an array, sorted by
 * their beginning; the middle of each half is a node that knows the latest end within its half. The
 * windows around an instant are found in about log2(n) steps and one for each that is found,
 * however many there are and however long some of them stay open.
 */
final class WindowIndex {

  private CompromiseWindow[] windows = {};
  private long[] latestEnd = {};

  boolean isEmpty() {
    return windows.length == 0;
  }

  /** Adds a window that covers some time; one with the same id must not be there. */
  void add(CompromiseWindow window) {
    int at = 0;
    while (at < windows.length && windows[at].from() <= window.from()) {
      at++;
    }
    CompromiseWindow[] more = Arrays.copyOf(windows, windows.length + 1);
    System.arraycopy(windows, at, more, at + 1, windows.length - at);
    more[at] = window;
    take(more);
  }

  /** Takes a window out, if it is there. */
  void remove(String windowId) {
    CompromiseWindow[] left =
        Arrays.stream(windows)
            .filter(window -> !window.id().equals(windowId))
            .toArray(CompromiseWindow[]::new);
    if (left.length < windows.length) {
      take(left);
    }
  }

  private void take(CompromiseWindow[] sorted) {
    windows = sorted;
    latestEnd = new long[sorted.length];
    measure(0, sorted.length);
  }

  private long measure(int low, int high) {
    if (low >= high) {
      return Long.MIN_VALUE;
    }
    int middle = (low + high) >>> 1;
    long children = Math.max(measure(low, middle), measure(middle + 1, high));
    latestEnd[middle] = Math.max(windows[middle].to(), children);
    return latestEnd[middle];
  }

  /** Shows all windows whose time range has an instant in it. */
  void around(long instant, Consumer<CompromiseWindow> found) {
    around(0, windows.length, instant, found);
  }

  private void around(int low, int high, long instant, Consumer<CompromiseWindow> found) {
    int from = low;
    while (from < high) {
      int middle = (from + high) >>> 1;
      if (latestEnd[middle] <= instant) {
        return;
      }
      around(from, middle, instant, found);
      CompromiseWindow window = windows[middle];
      if (window.from() > instant) {
        return;
      }
      if (window.to() > instant) {
        found.accept(window);
      }
      from = middle + 1;
    }
  }
}
