package dev.tocsin.ops.health;

/**
 * A reason for an answer of {@code /livez} or {@code /readyz}.
 *
 * @param resource what it is about, such as {@code brokers} or {@code streams}
 * @param problem the problem, or the activity in progress
 * @param remedy how to fix it
 * @param blocking whether it makes the answer negative; otherwise it is for information
 */
public record Reason(String resource, String problem, String remedy, boolean blocking) {

  /** Makes the answer negative. */
  public static Reason blocking(String resource, String problem, String remedy) {
    return new Reason(resource, problem, remedy, true);
  }

  static Reason note(String resource, String problem, String remedy) {
    return new Reason(resource, problem, remedy, false);
  }
}
