package dev.tocsin.naming;

import java.util.Locale;

/**
 * What a stage stores: rows of one kind in the store of the stage. Their keys begin with the number
 * of the table, which therefore never changes; a new table takes a new number.
 */
public enum StoreTable {
  WINDOW_PARKED(StoreNames.CONTROL, 1),
  CONTROL_WINDOW(StoreNames.CONTROL, 2),
  CONTROL_POSITION(StoreNames.CONTROL, 3),

  ACCOUNT_PARKED(StoreNames.ACCOUNT, 1),

  MESSAGE_LOG_PARKED(StoreNames.MATCH, 1),
  MATCH_WINDOW(StoreNames.MATCH, 2),
  SCAN(StoreNames.MATCH, 3),
  SCAN_CURSOR(StoreNames.MATCH, 4),
  UNREADABLE(StoreNames.MATCH, 5),

  IMPACT_WINDOW(StoreNames.IMPACT, 1),
  ACCOUNT(StoreNames.IMPACT, 2),
  LEDGER(StoreNames.IMPACT, 3),
  PERSON(StoreNames.IMPACT, 4),
  ACCOUNT_IMPACT(StoreNames.IMPACT, 5),
  INCIDENT_IMPACT(StoreNames.IMPACT, 6),
  COVERAGE(StoreNames.IMPACT, 7),
  WALK(StoreNames.IMPACT, 8),

  INCIDENT_PART(StoreNames.INCIDENT, 1);

  private final String store;
  private final byte number;

  StoreTable(String store, int number) {
    this.store = store;
    this.number = (byte) number;
  }

  /** The store that has the table. */
  public String store() {
    return store;
  }

  /** First byte of the keys of its rows; positive. */
  public byte number() {
    return number;
  }

  /** Its name in messages and documents. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
