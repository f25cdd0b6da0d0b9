package dev.tocsin.topology.impact;

import dev.tocsin.domain.Identity;
import dev.tocsin.domain.ImpactOutput;
import dev.tocsin.domain.LedgerRow;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.PhoneNormalizer;
import dev.tocsin.domain.SeenSpan;
import dev.tocsin.domain.Standing;
import dev.tocsin.domain.Verdict;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.topology.state.LostStateException;
import dev.tocsin.topology.state.StoreKeys;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * The covered records, one row for each record and incident. A record that a provider sends twice,
 * or that a scan finds again, has the same row.
 *
 * <p>The rule behind order independence: a row states the verdict of the newest revision of the
 * windows that either this task or the row's candidate has seen. A candidate from older windows is
 * judged again under this task's windows. A candidate from newer windows is accepted as it is, and
 * sweeps skip its row until this task has received those windows. A sweep removes the records that
 * no window covers any more, so the match stage never has to find a record to withdraw it.
 */
final class Ledger {

  /** The totals that are kept up to date with the rows. */
  interface Totals {

    /** Whether no record of an account is counted: then the ledger has no row of it either. */
    boolean isEmpty(String incidentId, String accountId);

    /**
     * Counts that the verdict on a record has changed.
     *
     * @param row the record as judged now
     * @param before null when it was not covered
     * @param after null when it is not covered any more
     * @param arrivedAt Kafka timestamp of a live record, else {@link MatchResult#NOT_LIVE}
     */
    void move(
        String incidentId,
        LedgerRow row,
        @Nullable Standing before,
        @Nullable Standing after,
        long arrivedAt);
  }

  private final Rows<LedgerRow> rows;
  private final Supplier<WindowBook> book;
  private final PhoneNormalizer phones;
  private final Identity identity;
  private final Totals totals;
  private final Consumer<? super ImpactOutput.Exposure> out;

  /**
   * @param book the windows, loaded at first use
   */
  Ledger(
      Rows<LedgerRow> rows,
      Supplier<WindowBook> book,
      PhoneNormalizer phones,
      Identity identity,
      Totals totals,
      Consumer<? super ImpactOutput.Exposure> out) {
    this.rows = rows;
    this.book = book;
    this.phones = phones;
    this.identity = identity;
    this.totals = totals;
    this.out = out;
  }

  void take(MatchResult.Candidate found) {
    long known = book.get().revision();
    boolean ahead = found.revision() > known;
    List<Verdict> verdicts = ahead ? found.verdicts() : book.get().verdicts(found.record());
    if (verdicts.isEmpty()) {
      return;
    }
    LogRecord record = found.record();
    String e164 = phones.e164(record);
    long revision = Math.max(found.revision(), known);
    byte[] recordId = identity.ofRecord(record, e164);
    for (Verdict verdict : verdicts) {
      String incidentId = verdict.incidentId();
      Standing now = verdict.standing();
      Bytes key = StoreKeys.of(record.sentAt(), recordId, incidentId, record.accountId());
      LedgerRow row = totals.isEmpty(incidentId, record.accountId()) ? null : rows.get(key);
      if (row == null) {
        LedgerRow judged = new LedgerRow(now, revision, record, e164);
        rows.put(key, judged);
        move(incidentId, judged, recordId, null, now, found.arrivedAt());
      } else if (row.revision() <= revision && (ahead || row.standing() != now)) {
        LedgerRow judged = row.judged(now, revision);
        rows.put(key, judged);
        move(incidentId, judged, recordId, row.standing(), now, found.arrivedAt());
      }
    }
  }

  /**
   * Judges a chunk of an incident's rows again.
   *
   * @return where to continue; null when all are done
   */
  @Nullable Bytes sweep(String incidentId, Bytes prefix, @Nullable Bytes cursor, int size) {
    Rows.Chunk<LedgerRow> chunk = rows.chunk(prefix, cursor, size);
    for (KeyValue<Bytes, LedgerRow> entry : chunk.rows()) {
      judge(incidentId, entry.key, entry.value);
    }
    return chunk.next();
  }

  private void judge(String incidentId, Bytes key, LedgerRow row) {
    long revision = book.get().revision();
    if (row.revision() > revision) {
      return;
    }
    Standing now = book.get().standing(incidentId, row.record());
    if (now == row.standing()) {
      return;
    }
    LedgerRow judged = row.judged(now == null ? row.standing() : now, revision);
    if (now == null) {
      rows.delete(key);
    } else {
      rows.put(key, judged);
    }
    byte[] recordId = StoreKeys.tail(key, Identity.BYTES);
    move(incidentId, judged, recordId, row.standing(), now, MatchResult.NOT_LIVE);
  }

  private void move(
      String incidentId,
      LedgerRow row,
      byte[] recordId,
      @Nullable Standing before,
      @Nullable Standing after,
      long arrivedAt) {
    if (before == after) {
      return;
    }
    if (before == Standing.EXPOSED || after == Standing.EXPOSED) {
      String id = identity.exposureId(incidentId, recordId);
      out.accept(new ImpactOutput.Exposure(id, after == Standing.EXPOSED, incidentId, row));
    }
    totals.move(incidentId, row, before, after, arrivedAt);
  }

  /**
   * Looks up when the first and the last exposed record of an account were sent. An account's rows
   * are stored in the order in which its records were sent.
   */
  void lookUp(String incidentId, String accountId, SeenSpan seen) {
    Bytes prefix = StoreKeys.of(incidentId, accountId);
    LedgerRow first = rows.first(prefix, Ledger::isExposed);
    LedgerRow last = rows.last(prefix, Ledger::isExposed);
    if (first == null || last == null) {
      throw new LostStateException(
          "the ledger has no exposed record of an account whose total counts some");
    }
    seen.set(first.record().sentAt(), last.record().sentAt());
  }

  private static boolean isExposed(LedgerRow row) {
    return row.standing() == Standing.EXPOSED;
  }
}
