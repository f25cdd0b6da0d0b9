package dev.tocsin.topology.impact;

import dev.tocsin.domain.Identity;
import dev.tocsin.domain.LedgerRow;
import dev.tocsin.domain.LogRecord;
import dev.tocsin.domain.PhoneNormalizer;
import dev.tocsin.domain.Standing;
import dev.tocsin.domain.Verdict;
import dev.tocsin.domain.WindowBook;
import dev.tocsin.topology.match.MatchResult;
import dev.tocsin.topology.state.StoreKeys;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * What is covered, one row a record and incident; here pushes and findings of the same record meet
 * and become one.
 *
 * <p>The rule that keeps it independent of any order: a row says what the windows of the newest
 * revision that this task or the row's finding has seen say. A finding made under older windows is
 * judged anew under ours; one made under newer windows is believed, and left alone by sweeps until
 * we have caught up with it. What leaves a window leaves the ledger by a sweep, so match never has
 * to find anything a second time to take it back.
 */
final class Ledger {

  private final Rows<LedgerRow> rows;
  private final Supplier<WindowBook> book;
  private final PhoneNormalizer phones;
  private final Impacts impacts;

  Ledger(Rows<LedgerRow> rows, Supplier<WindowBook> book, PhoneNormalizer phones, Impacts impacts) {
    this.rows = rows;
    this.book = book;
    this.phones = phones;
    this.impacts = impacts;
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
    byte[] identity = Identity.ofRecord(record, e164);
    for (Verdict verdict : verdicts) {
      Bytes key = StoreKeys.of(record.sentAt(), identity, verdict.incidentId(), record.accountId());
      LedgerRow row =
          impacts.isUntouched(verdict.incidentId(), record.accountId()) ? null : rows.get(key);
      LedgerRow judged = new LedgerRow(verdict.standing(), revision, record, e164);
      if (row == null) {
        rows.put(key, judged);
        impacts.move(
            verdict.incidentId(), judged, identity, null, judged.standing(), found.arrivedAt());
      } else if (row.revision() <= revision && (ahead || row.standing() != judged.standing())) {
        rows.put(key, row.judged(judged.standing(), revision));
        impacts.move(
            verdict.incidentId(),
            row.judged(judged.standing(), revision),
            identity,
            row.standing(),
            judged.standing(),
            found.arrivedAt());
      }
    }
  }

  /**
   * Judges a chunk of an incident's rows anew.
   *
   * @return where to go on; null when all are done
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
    impacts.move(
        incidentId,
        judged,
        StoreKeys.tail(key, Identity.BYTES),
        row.standing(),
        now,
        MatchResult.NOT_LIVE);
  }
}
