package dev.tocsin.topology.impact;

import dev.tocsin.domain.AccountImpact;
import dev.tocsin.domain.Identity;
import dev.tocsin.domain.IncidentImpact;
import dev.tocsin.domain.LedgerRow;
import dev.tocsin.domain.NotificationState;
import dev.tocsin.domain.PersonImpact;
import dev.tocsin.domain.Standing;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.topology.match.MatchResult;
import dev.tocsin.topology.state.EarlyCommit;
import dev.tocsin.topology.state.StoreKeys;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Totals per incident, account and person, kept in step with the ledger row by row. People are told
 * at once; accounts and incidents are noted as changed and told with the next interval.
 */
final class Impacts {

  private final Rows<PersonImpact> people;
  private final Rows<AccountImpact> accounts;
  private final IncidentTable incidents;
  private final AccountTable table;
  private final Notifier notifier;
  private final Changed changed;
  private final Emitter out;
  private final Telemetry telemetry;
  private final EarlyCommit commit;
  private final LongSupplier clock;

  Impacts(
      Rows<PersonImpact> people,
      Rows<AccountImpact> accounts,
      IncidentTable incidents,
      AccountTable table,
      Notifier notifier,
      Changed changed,
      Emitter out,
      Telemetry telemetry,
      EarlyCommit commit,
      LongSupplier clock) {
    this.people = people;
    this.accounts = accounts;
    this.incidents = incidents;
    this.table = table;
    this.notifier = notifier;
    this.changed = changed;
    this.out = out;
    this.telemetry = telemetry;
    this.commit = commit;
    this.clock = clock;
  }

  /** Whether no record of an account is counted: then the ledger has no row of it either. */
  boolean isUntouched(String incidentId, String accountId) {
    AccountImpact account = accounts.get(StoreKeys.of(incidentId, accountId));
    return account == null || account.tally().isEmpty();
  }

  /**
   * Counts that a record stands otherwise to an incident.
   *
   * @param row the record as judged now
   * @param identity of the record
   * @param before null when it was not covered
   * @param after null when it is not covered any more
   * @param arrivedAt Kafka timestamp of a live record, else {@link MatchResult#NOT_LIVE}
   */
  void move(
      String incidentId,
      LedgerRow row,
      byte[] identity,
      @Nullable Standing before,
      @Nullable Standing after,
      long arrivedAt) {
    if (before == after) {
      return;
    }
    String accountId = row.record().accountId();
    IncidentImpact incident = incidents.get(incidentId);
    Bytes accountKey = StoreKeys.of(incidentId, accountId);
    AccountImpact known = accounts.get(accountKey);
    AccountImpact account =
        known == null ? AccountImpact.none(table.get(accountId) != null) : known;
    long pendingBefore = account.pending();
    boolean exposedBefore = account.tally().exposed() > 0;
    count(incident, account, row.record().channel(), before, -1);
    count(incident, account, row.record().channel(), after, 1);
    boolean now = after == Standing.EXPOSED;
    if (now) {
      account.seen().add(row.record().sentAt());
    } else if (before == Standing.EXPOSED) {
      account.seen().remove(row.record().sentAt(), account.tally().exposed());
    }
    if (now || before == Standing.EXPOSED) {
      String id = Identity.exposureId(incidentId, identity);
      out.emit(accountId, new ImpactOutput.Exposure(id, now, incidentId, row, row.revision()));
      Bytes key = StoreKeys.of(incidentId, accountId, row.person());
      // Of an account that was never counted nobody can be known, and need not be looked for.
      PersonImpact person = known == null ? null : people.get(key);
      person(key, person, now ? 1 : -1, incident, account, arrivedAt);
    }
    boolean exposedAfter = account.tally().exposed() > 0;
    incident.addAccounts((exposedAfter ? 1 : 0) - (exposedBefore ? 1 : 0));
    addPending(incident, account.pending() - pendingBefore);
    accounts.put(accountKey, account);
    incidents.put(incidentId, incident);
    changed.account(incidentId, accountId);
  }

  private void addPending(IncidentImpact incident, long more) {
    if (more != 0) {
      incident.addPending(more, clock.getAsLong());
    }
  }

  private static void count(
      IncidentImpact incident,
      AccountImpact account,
      String channel,
      @Nullable Standing standing,
      int by) {
    if (standing != null) {
      incident.tally().count(standing, channel, by);
      account.tally().count(standing, channel, by);
    }
  }

  private void person(
      Bytes key,
      @Nullable PersonImpact known,
      int by,
      IncidentImpact incident,
      AccountImpact account,
      long arrivedAt) {
    PersonImpact impact = (known == null ? PersonImpact.NONE : known).plus(by);
    boolean joined = by > 0 && impact.records() == 1;
    boolean left = by < 0 && impact.records() == 0;
    if (joined || left) {
      account.addUsers(by);
      incident.addUsers(by);
      NotificationState told = tell(key, impact);
      if (joined && arrivedAt != MatchResult.NOT_LIVE && !told.equals(impact.notification())) {
        telemetry.detectionLatency(clock.getAsLong() - arrivedAt);
        commit.ask();
      }
      impact = impact.notification(told);
    }
    people.put(key, impact);
  }

  private NotificationState tell(Bytes key, PersonImpact impact) {
    List<String> names = StoreKeys.texts(key, 3);
    return notifier.person(names.get(0), names.get(1), names.get(2), impact);
  }

  /** Brings the notifications of a chunk of people in line; where to go on, null at the end. */
  @Nullable Bytes alignPeople(Bytes prefix, @Nullable Bytes cursor, int size) {
    Rows.Chunk<PersonImpact> chunk = people.chunk(prefix, cursor, size);
    for (KeyValue<Bytes, PersonImpact> entry : chunk.rows()) {
      NotificationState told = tell(entry.key, entry.value);
      if (!told.equals(entry.value.notification())) {
        people.put(entry.key, entry.value.notification(told));
      }
    }
    return chunk.next();
  }

  /** Notes all accounts of a chunk as changed; where to go on, null at the end. */
  @Nullable Bytes noteAccounts(Bytes prefix, @Nullable Bytes cursor, int size) {
    Rows.Chunk<AccountImpact> chunk = accounts.chunk(prefix, cursor, size);
    for (KeyValue<Bytes, AccountImpact> entry : chunk.rows()) {
      List<String> key = StoreKeys.texts(entry.key, 2);
      changed.account(key.get(0), key.get(1));
    }
    return chunk.next();
  }

  /** Tells an account what has to be told. */
  void alignAccount(String incidentId, String accountId) {
    Bytes key = StoreKeys.of(incidentId, accountId);
    AccountImpact impact = accounts.get(key);
    if (impact != null && notifier.account(incidentId, accountId, impact)) {
      accounts.put(key, impact);
    }
  }

  /** Takes in that an account appeared, changed or went; the incidents that it is part of. */
  List<String> accountChanged(String accountId) {
    boolean known = table.get(accountId) != null;
    return incidents.ids().stream()
        .filter(incidentId -> noteKnown(incidentId, accountId, known))
        .toList();
  }

  private boolean noteKnown(String incidentId, String accountId, boolean known) {
    Bytes key = StoreKeys.of(incidentId, accountId);
    AccountImpact account = accounts.get(key);
    if (account == null) {
      return false;
    }
    long before = account.pending();
    account.known(known);
    accounts.put(key, account);
    IncidentImpact incident = incidents.get(incidentId);
    addPending(incident, account.pending() - before);
    incidents.put(incidentId, incident);
    changed.account(incidentId, accountId);
    return true;
  }
}
