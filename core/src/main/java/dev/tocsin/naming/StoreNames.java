package dev.tocsin.naming;

/**
 * Names of state stores: one for each stage, and one for the message history, whose rows are large.
 * Each store of a partition is a database and a changelog topic of its own, and a partition more in
 * every transaction, so what a stage stores is in {@linkplain StoreTable tables} of one store.
 *
 * <p>They are part of the names of changelog topics: a store with a changed name is lost.
 */
public final class StoreNames {

  public static final String CONTROL = "control";
  public static final String ACCOUNT = "account";
  public static final String HISTORY = "history";
  public static final String MATCH = "match";
  public static final String IMPACT = "impact";
  public static final String INCIDENT = "incident";

  private StoreNames() {}
}
