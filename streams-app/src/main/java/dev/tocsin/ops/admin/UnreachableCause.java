package dev.tocsin.ops.admin;

/** Why nobody answered. */
public enum UnreachableCause {
  /** Nothing that is known of speaks at any of the addresses. */
  NOBODY(
      "does not answer",
      "check that the brokers run, that bootstrap.servers names them and the names can be resolved"
          + " from here, and that what they speak there is kafka.security.protocol"),
  /**
   * The first address is asked who the brokers are, and from then on they are asked at the
   * addresses that they gave themselves.
   */
  BEHIND_THE_FIRST(
      "answers a greeting and nothing else",
      "check that the addresses in advertised.listeners of the brokers can be resolved and reached"
          + " from here, and that the brokers are not overloaded");

  private final String found;
  private final String remedy;

  UnreachableCause(String found, String remedy) {
    this.found = found;
    this.remedy = remedy;
  }

  /** What is the matter, as what follows the name of the brokers. */
  public String found() {
    return found;
  }

  public String remedy() {
    return remedy;
  }
}
