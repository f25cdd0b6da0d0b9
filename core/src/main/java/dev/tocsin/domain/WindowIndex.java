package dev.tocsin.domain;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Windows by time: an augmented interval tree in an array. The windows are sorted by their start;
 * the middle of each half is a node that stores the latest end within its half. Finding the windows
 * around an instant takes about log2(n) steps and one for each result, even if some windows stay
 * open.
 */
final class WindowIndex {

  private CompromiseWindow[] windows = {};
  private long[] latestEnd = {};

  boolean isEmpty() {
    return windows.length == 0;
  }

  /** Adds a window that is not empty; its id must not be in the index. */
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

  /** Removes a window, if present. */
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

  /** Passes on all windows whose time range contains an instant. */
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
