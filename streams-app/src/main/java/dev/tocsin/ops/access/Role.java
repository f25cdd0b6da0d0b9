package dev.tocsin.ops.access;

/**
 * What somebody is to Tocsin. Who reads what a provider pushed, who writes what people are told by
 * and who lets others do it are different roles, so that none of them can be more than it is.
 */
public enum Role {
  /** The detector. */
  TOCSIN("Tocsin", false),

  /** Pushes its own message logs, and reads nothing: not even what it pushed. */
  PROVIDER("provider", true),

  /**
   * Imports files of a provider so that a broken import can be gone on with. How far it came is
   * committed with the records, and brokers let only a reader of a topic commit offsets for it.
   */
  IMPORTER("importer", true),

  /** Writes the accounts. */
  ACCOUNT_OWNER("account owner", false),

  /** Declares windows and reads what came of them, in numbers and not in people. */
  RESPONDER("responder", false),

  /** Tells people. */
  NOTIFIER("notifier", false),

  /** Runs it: sees that everything is there, and no record. */
  OPERATOR("operator", false),

  /** Looks into dead letters and sends them again to where they came from. */
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
