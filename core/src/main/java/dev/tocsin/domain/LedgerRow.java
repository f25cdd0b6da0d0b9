package dev.tocsin.domain;

import org.jspecify.annotations.Nullable;

/**
 * One record that one incident covers, as the ledger holds it.
 *
 * @param revision the windows under which this standing was decided
 * @param e164 the recipient in E.164 where valid
 */
public record LedgerRow(Standing standing, long revision, LogRecord record, @Nullable String e164) {

  /** Who the record was sent to: {@link Identity#person}. */
  public String person() {
    return e164 == null ? record.phone().strip() : e164;
  }

  public LedgerRow judged(Standing now, long atRevision) {
    return new LedgerRow(now, atRevision, record, e164);
  }

  @Override
  public String toString() {
    return "LedgerRow[" + standing + "@" + revision + "]";
  }
}
