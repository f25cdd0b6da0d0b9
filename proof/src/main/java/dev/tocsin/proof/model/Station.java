package dev.tocsin.proof.model;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * A task, what waits for it, and what becomes of its output. What it does between two commits is a
 * transaction.
 */
final class Station {

  private static final Duration MOMENT = Duration.ofMillis(30);

  /** Longer than the interval in which accounts are told. */
  private static final Duration INTERVAL = Duration.ofMillis(1_100);

  private static final int LONGEST_TRANSACTION = 6;

  private final SimulatedTask task;
  private final List<Channel<?>> inputs;
  private final Outlet outlet;

  /** Takes a task's output away. */
  @FunctionalInterface
  interface Outlet {
    /**
     * @param committed whether it becomes visible, or is lost with an aborted transaction
     * @return whether there was any
     */
    boolean drain(boolean committed);
  }

  Station(SimulatedTask task, List<Channel<?>> inputs, Outlet outlet) {
    this.task = task;
    this.inputs = List.copyOf(inputs);
    this.outlet = outlet;
  }

  boolean isIdle() {
    return inputs.stream().allMatch(Channel::isEmpty);
  }

  /** Takes an input in, or lets time pass; commits. */
  void work(Random random) {
    act(random);
    commit();
  }

  /** Works for a while, dies before it commits, and starts again. */
  void die(Random random) {
    Disk.Moment committed = task.moment();
    int acts = 1 + random.nextInt(LONGEST_TRANSACTION);
    for (int i = 0; i < acts; i++) {
      act(random);
    }
    task.crash(committed);
    outlet.drain(false);
    inputs.forEach(Channel::abort);
  }

  /** Ends in order and starts again. */
  void restart() {
    task.restart();
    commit();
  }

  /** Is given up and taken on again. */
  void revive() {
    task.revive();
    commit();
  }

  /**
   * Lets time pass until everything that is told once an interval was told.
   *
   * @return whether anything was told
   */
  boolean passTime() {
    task.advance(MOMENT);
    task.advance(INTERVAL);
    return commit();
  }

  private void act(Random random) {
    List<Channel<?>> waiting = inputs.stream().filter(input -> !input.isEmpty()).toList();
    if (waiting.isEmpty() || random.nextInt(3) == 0) {
      task.advance(random.nextInt(5) == 0 ? INTERVAL : MOMENT);
    } else {
      waiting.get(random.nextInt(waiting.size())).deliver();
    }
  }

  private boolean commit() {
    inputs.forEach(Channel::commit);
    return outlet.drain(true);
  }
}
