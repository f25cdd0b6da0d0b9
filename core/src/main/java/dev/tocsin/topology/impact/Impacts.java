package dev.tocsin.topology.impact;

import dev.tocsin.domain.AccountImpact;
import dev.tocsin.domain.IncidentImpact;
import dev.tocsin.domain.LedgerRow;
import dev.tocsin.domain.MatchResult;
import dev.tocsin.domain.PersonImpact;
import dev.tocsin.domain.Standing;
import dev.tocsin.topology.state.StoreKeys;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Totals of each incident, account and person. Each change of one is added to the pending work, and
 * nothing is sent from here.
 */
final class Impacts implements Ledger.Totals {

  private final Rows<PersonImpact> people;
  private final Rows<AccountImpact> accounts;
  private final IncidentTable incidents;
  private final Predicate<String> isKnown;
  private final PendingWork pending;
  private final LongSupplier clock;

  /**
   * @param isKnown whether the account table has an account
   * @param clock wall clock, milliseconds
   */
  Impacts(
      Rows<PersonImpact> people,
      Rows<AccountImpact> accounts,
      IncidentTable incidents,
      Predicate<String> isKnown,
      PendingWork pending,
      LongSupplier clock) {
    this.people = people;
    this.accounts = accounts;
    this.incidents = incidents;
    this.isKnown = isKnown;
    this.pending = pending;
    this.clock = clock;
  }

  @Override
  public boolean isEmpty(String incidentId, String accountId) {
    AccountImpact account = accounts.get(StoreKeys.of(incidentId, accountId));
    return account == null || account.tally().isEmpty();
  }

  @Override
  public void move(
      String incidentId,
      LedgerRow row,
      @Nullable Standing before,
      @Nullable Standing after,
      long arrivedAt) {
    String accountId = row.record().accountId();
    IncidentImpact incident = incidents.get(incidentId);
    Bytes accountKey = StoreKeys.of(incidentId, accountId);
    AccountImpact known = accounts.get(accountKey);
    AccountImpact account = known == null ? AccountImpact.none(isKnown.test(accountId)) : known;
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
      Bytes key = StoreKeys.of(incidentId, accountId, row.person());
      // An account that was never counted has no people, so the store is not read for them.
      PersonImpact person = known == null ? null : people.get(key);
      person(key, person, now ? 1 : -1, incident, account, arrivedAt);
    }
    boolean exposedAfter = account.tally().exposed() > 0;
    incident.addAccounts((exposedAfter ? 1 : 0) - (exposedBefore ? 1 : 0));
    addPending(incident, account.pending() - pendingBefore);
    accounts.put(accountKey, account);
    incidents.put(incidentId, incident);
    pending.account(incidentId, accountKey);
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
    people.put(key, impact);
    boolean joined = by > 0 && impact.records() == 1;
    boolean left = by < 0 && impact.records() == 0;
    if (joined || left) {
      account.addUsers(by);
      incident.addUsers(by);
      pending.person(key, joined ? arrivedAt : MatchResult.NOT_LIVE);
    }
  }

  /** Updates the totals when an account was added, changed or deleted in the account table. */
  void accountChanged(String accountId) {
    boolean known = isKnown.test(accountId);
    for (String incidentId : incidents.ids()) {
      Bytes key = StoreKeys.of(incidentId, accountId);
      AccountImpact account = accounts.get(key);
      if (account != null) {
        long before = account.pending();
        account.known(known);
        accounts.put(key, account);
        IncidentImpact incident = incidents.get(incidentId);
        addPending(incident, account.pending() - before);
        incidents.put(incidentId, incident);
        pending.account(incidentId, key);
        pending.people(incidentId, accountId);
      }
    }
  }
}
