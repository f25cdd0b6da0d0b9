package dev.tocsin.ops.admin;

/** The probable cause of a timeout of the brokers. */
public enum UnreachableCause {
  /** No address answered like a broker. */
  NO_BROKER(
      "does not answer",
      "check that the brokers run, that the addresses in bootstrap.servers are right and can be"
          + " resolved from here, and that kafka.security.protocol is that of the listener"),
  /** An address answered. The client then connects to the addresses that the brokers advertise. */
  ADVERTISED_LISTENERS(
      "answers only the first request",
      "check that the addresses in advertised.listeners of the brokers can be resolved and reached"
          + " from here, and that the brokers are not overloaded");

  private final String found;
  private final String remedy;

  UnreachableCause(String found, String remedy) {
    this.found = found;
    this.remedy = remedy;
  }

  /** The problem, to follow the name of the brokers. */
  public String found() {
    return found;
  }

  public String remedy() {
    return remedy;
  }
}
