package dev.tocsin.proof.model;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * A task with its pending inputs and the destination of its outputs. The work between two commits
 * is one transaction.
 */
final class Station {

  private static final Duration MOMENT = Duration.ofMillis(30);

  /** Longer than the notification interval. */
  private static final Duration INTERVAL = Duration.ofMillis(1_100);

  private static final int LONGEST_TRANSACTION = 6;

  private final SimulatedTask task;
  private final List<Channel<?>> inputs;
  private final Outlet outlet;

  /** Takes the outputs of a task. */
  @FunctionalInterface
  interface Outlet {
    /**
     * @param committed false when the outputs are lost with an aborted transaction
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

  /** Processes one input, or advances the clock; commits. */
  void work(Random random) {
    act(random);
    commit();
  }

  /** Works, dies before the commit, and starts again. */
  void die(Random random) {
    Disk.Snapshot committed = task.snapshot();
    int acts = 1 + random.nextInt(LONGEST_TRANSACTION);
    for (int i = 0; i < acts; i++) {
      act(random);
    }
    task.crash(committed);
    outlet.drain(false);
    inputs.forEach(Channel::abort);
  }

  /** Stops in order and starts again. */
  void restart() {
    task.restart();
    commit();
  }

  /** Is suspended and resumed. */
  void resume() {
    task.resume();
    commit();
  }

  /**
   * Advances the clock past the notification interval.
   *
   * @return whether there were outputs
   */
  boolean passTime() {
    task.advance(MOMENT);
    task.advance(INTERVAL);
    return commit();
  }

  private void act(Random random) {
    List<Channel<?>> pending = inputs.stream().filter(input -> !input.isEmpty()).toList();
    if (pending.isEmpty() || random.nextInt(3) == 0) {
      task.advance(random.nextInt(5) == 0 ? INTERVAL : MOMENT);
    } else {
      pending.get(random.nextInt(pending.size())).deliver();
    }
  }

  private boolean commit() {
    inputs.forEach(Channel::commit);
    return outlet.drain(true);
  }
}
