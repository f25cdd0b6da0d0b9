package dev.tocsin.proof.model;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Pending records from one writer to one task; their order is kept. */
final class Channel<T> {

  private final Deque<T> pending = new ArrayDeque<>();
  private final List<T> taken = new ArrayList<>();
  private final Consumer<T> to;

  Channel(Consumer<T> to) {
    this.to = to;
  }

  void add(T one) {
    pending.add(one);
  }

  /** The oldest pending record. */
  Optional<T> first() {
    return Optional.ofNullable(pending.peek());
  }

  boolean isEmpty() {
    return pending.isEmpty();
  }

  /** Whether a record like this is still pending. */
  boolean holds(Predicate<T> one) {
    return pending.stream().anyMatch(one);
  }

  void deliver() {
    T one = pending.remove();
    taken.add(one);
    to.accept(one);
  }

  /** The transaction that took the records was committed. */
  void commit() {
    taken.clear();
  }

  /** The records taken since the last commit are pending again. */
  void abort() {
    for (T one : taken.reversed()) {
      pending.addFirst(one);
    }
    taken.clear();
  }
}
