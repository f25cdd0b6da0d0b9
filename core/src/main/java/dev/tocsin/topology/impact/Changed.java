package dev.tocsin.topology.impact;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Accounts and incidents that changed since they were last told. Kept in memory only: after a
 * restart everything counts as changed, and what was told before is not told again.
 */
final class Changed {

  /** One account of one incident. */
  record AccountOf(String incidentId, String accountId) {}

  private final Set<AccountOf> accounts = new LinkedHashSet<>();
  private final Set<String> incidents = new LinkedHashSet<>();
  private final Deque<AccountOf> due = new ArrayDeque<>();

  void account(String incidentId, String accountId) {
    accounts.add(new AccountOf(incidentId, accountId));
    incidents.add(incidentId);
  }

  void incident(String incidentId) {
    incidents.add(incidentId);
  }

  /** Takes the incidents that changed. */
  Set<String> takeIncidents() {
    Set<String> taken = new LinkedHashSet<>(incidents);
    incidents.clear();
    return taken;
  }

  /** Makes the accounts due that changed until now, unless some of the last time are still left. */
  void accountsAreDue() {
    if (due.isEmpty()) {
      due.addAll(accounts);
      accounts.clear();
    }
  }

  boolean isAnyDue() {
    return !due.isEmpty();
  }

  @Nullable AccountOf pollDue() {
    return due.poll();
  }
}
