package dev.tocsin.proof.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What waits for a task from one of those who write to it: that order is kept, and no other. */
final class Channel<T> {

  private final Deque<T> waiting = new ArrayDeque<>();
  private final List<T> taken = new ArrayList<>();
  private final Consumer<T> to;

  Channel(Consumer<T> to) {
    this.to = to;
  }

  void add(T one) {
    waiting.add(one);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** Whether something like this still waits. */
  boolean holds(Predicate<T> one) {
    return waiting.stream().anyMatch(one);
  }

  void deliver() {
    T one = waiting.remove();
    taken.add(one);
    to.accept(one);
  }

  /** What was taken is read for good: its transaction was committed. */
  void commit() {
    taken.clear();
  }

  /** What was taken since the last commit comes again. */
  void abort() {
    for (T one : taken.reversed()) {
      waiting.addFirst(one);
    }
    taken.clear();
  }
}
