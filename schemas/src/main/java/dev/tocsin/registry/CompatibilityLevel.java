package dev.tocsin.registry;

/** What a registry checks before it accepts a new version of a subject. */
public enum CompatibilityLevel {
  /** No check. */
  NONE(false, false, false),
  /** The new schema can read data of the latest version. */
  BACKWARD(true, false, false),
  /** The same for every earlier version. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** The latest version can read data of the new schema. */
  FORWARD(false, true, false),
  /** The same for every earlier version. */
  FORWARD_TRANSITIVE(false, true, true),
  /** Both directions, with the latest version. */
  FULL(true, true, false),
  /** Both directions, with every earlier version. */
  FULL_TRANSITIVE(true, true, true);

  private final boolean backward;
  private final boolean forward;
  private final boolean transitive;

  CompatibilityLevel(boolean backward, boolean forward, boolean transitive) {
    this.backward = backward;
    this.forward = forward;
    this.transitive = transitive;
  }

  /** Whether the new schema must read data of earlier versions. */
  public boolean backward() {
    return backward;
  }

  /** Whether earlier versions must read data of the new schema. */
  public boolean forward() {
    return forward;
  }

  /** Whether every earlier version is checked, not only the latest. */
  public boolean transitive() {
    return transitive;
  }
}
