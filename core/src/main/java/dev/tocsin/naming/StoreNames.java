package dev.tocsin.naming;

/**
 * Names of state stores. They are part of the names of changelog topics: a store with a changed
 * name is lost.
 */
public final class StoreNames {

  public static final String CONTROL = "control";

  public static final String HISTORY = "history";
  public static final String MATCH_WINDOW = "match-window";
  public static final String SCAN = "scan";
  public static final String SCAN_CURSOR = "scan-cursor";
  public static final String UNREADABLE = "unreadable";

  public static final String IMPACT_WINDOW = "impact-window";
  public static final String ACCOUNT = "account";
  public static final String LEDGER = "ledger";
  public static final String PERSON = "person";
  public static final String ACCOUNT_IMPACT = "account-impact";
  public static final String INCIDENT_IMPACT = "incident-impact";
  public static final String COVERAGE = "coverage";
  public static final String JOB = "job";

  public static final String INCIDENT_PART = "incident-part";

  private StoreNames() {}

  /** The store of parked records of an input. */
  public static String parked(String intake) {
    return intake + "-parked";
  }
}
