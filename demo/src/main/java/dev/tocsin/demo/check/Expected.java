package dev.tocsin.demo.check;

import java.util.Map;
import java.util.Set;

/**
 * What must be in effect at the end, by the independent recount.
 *
 * @param exposures fingerprints of (incident, record identity)
 * @param drafts number of records that only DRAFT windows cover, by incident
 * @param peopleNotified fingerprints of (incident, account, person) whose account is known
 * @param impact by account and incident, whether the account is known or not
 * @param accountsNotified the keys of {@code impact} whose account is known
 * @param people exposed people by incident, whether their account is known or not
 * @param pending notifications of unknown accounts, by incident
 */
public record Expected(
    Set<Long> exposures,
    Map<String, Long> drafts,
    Set<Long> peopleNotified,
    Map<AccountKey, ExpectedImpact> impact,
    Set<AccountKey> accountsNotified,
    Map<String, Long> people,
    Map<String, Long> pending) {

  /** People, each counted once per account and incident. */
  public long peopleTotal() {
    return people.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Notifications of unknown accounts. */
  public long pendingTotal() {
    return pending.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Accounts, each counted once per incident. */
  public long accountsTotal() {
    return impact.size();
  }

  /** Flagged records of an incident. */
  public long records(String incident) {
    return impact.entrySet().stream()
        .filter(e -> e.getKey().incident().equals(incident))
        .mapToLong(e -> e.getValue().records())
        .sum();
  }

  /** Accounts of an incident. */
  public long accounts(String incident) {
    return impact.keySet().stream().filter(key -> key.incident().equals(incident)).count();
  }
}
