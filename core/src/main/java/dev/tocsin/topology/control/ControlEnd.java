package dev.tocsin.topology.control;

import java.util.concurrent.CompletableFuture;

/**
 * Finds the end of the control topic. Until a task has read to the end that the topic had at its
 * start, no window has an effect.
 */
@FunctionalInterface
public interface ControlEnd {

  /** The offset of the last record of an empty topic. */
  long EMPTY = -1;

  /**
   * Finds the last record of the control topic that a consumer of committed records receives. The
   * last offset is no substitute: it may belong to a transaction marker or to an aborted record,
   * which no consumer receives.
   *
   * @return its offset, {@link #EMPTY} if there is none; does not block, and fails if the brokers
   *     cannot be reached
   */
  CompletableFuture<Long> lastRecord();

  /** For a topic that is empty when the task starts. */
  static ControlEnd ofEmptyTopic() {
    return () -> CompletableFuture.completedFuture(EMPTY);
  }
}
