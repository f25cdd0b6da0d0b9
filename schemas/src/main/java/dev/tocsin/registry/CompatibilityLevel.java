package dev.tocsin.registry;

/** What a registry checks before it accepts a new version of a subject. */
public enum CompatibilityLevel {
  /** Nothing. */
  NONE(false, false, false),
  /** A reader with the new schema understands what the latest version wrote. */
  BACKWARD(true, false, false),
  /** The same for every earlier version. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** A reader with the latest version understands what the new schema writes. */
  FORWARD(false, true, false),
  /** The same for every earlier version. */
  FORWARD_TRANSITIVE(false, true, true),
  /** Both ways with the latest version. */
  FULL(true, true, false),
  /** Both ways with every earlier version. */
  FULL_TRANSITIVE(true, true, true);

  private final boolean backward;
  private final boolean forward;
  private final boolean transitive;

  CompatibilityLevel(boolean backward, boolean forward, boolean transitive) {
    this.backward = backward;
    this.forward = forward;
    this.transitive = transitive;
  }

  /** Whether the new schema must read what earlier versions wrote. */
  public boolean backward() {
    return backward;
  }

  /** Whether earlier versions must read what the new schema writes. */
  public boolean forward() {
    return forward;
  }

  /** Whether every earlier version counts, not just the latest. */
  public boolean transitive() {
    return transitive;
  }
}
