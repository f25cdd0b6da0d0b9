package dev.tocsin.ops.access;

/**
 * The roles of clients. Reading the records of providers, writing what people are notified of, and
 * granting rights are separate roles, so that none can do the work of another.
 */
public enum Role {
  /** The detector. */
  TOCSIN("Tocsin", false),

  /** Writes its own message logs, and reads nothing, not even these. */
  PROVIDER("provider", true),

  /**
   * Imports files of a provider so that an interrupted import can be resumed. The position is
   * committed with the records, and a client must be allowed to read a topic to commit offsets.
   */
  IMPORTER("importer", true),

  /** Writes the accounts. */
  ACCOUNT_OWNER("account owner", false),

  /** Declares windows and reads incidents, which contain counts and no people. */
  RESPONDER("responder", false),

  /** Notifies customers and people. */
  NOTIFIER("notifier", false),

  /** Operates Tocsin: creates and describes topics, and reads no records. */
  OPERATOR("operator", false),

  /** Reads dead letters and sends them back to their topics. */
  REDRIVER("redriver", false);

  private final String title;
  private final boolean perProvider;

  Role(String title, boolean perProvider) {
    this.title = title;
    this.perProvider = perProvider;
  }

  /** The role in words. */
  public String title() {
    return title;
  }

  /** Whether each provider has one of its own. */
  public boolean perProvider() {
    return perProvider;
  }
}
