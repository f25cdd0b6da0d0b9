package dev.tocsin.ops.health;

/**
 * One thing that an operator should know.
 *
 * @param resource what it is about, such as {@code brokers} or {@code streams}
 * @param problem what is wrong, or what is going on
 * @param remedy what to do about it
 * @param blocking whether it alone makes the answer negative; otherwise it only informs
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
