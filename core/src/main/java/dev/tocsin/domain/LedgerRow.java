package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/**
 * A record that an incident covers, as the ledger stores it.
 *
 * @param revision the revision of the windows that this standing is based on
 * @param e164 the recipient in E.164; null if the number is not valid
 */
public record LedgerRow(Standing standing, long revision, LogRecord record, @Nullable String e164) {

  /** The recipient: {@link Identity#person}. */
  public String person() {
    return Identity.person(record, e164);
  }

  public LedgerRow judged(Standing now, long atRevision) {
    return new LedgerRow(now, atRevision, record, e164);
  }

  @Override
  public String toString() {
    return "LedgerRow[" + standing + "@" + revision + "]";
  }
}
