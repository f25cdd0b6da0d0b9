package dev.tocsin.demo.check;

import java.util.Map;
import java.util.Set;

/**
 * What ought to stand in the end, by brute force.
 *
 * @param exposures fingerprints of (incident, record identity)
 * @param drafts how many records only DRAFT windows cover, by incident
 * @param told fingerprints of (incident, account, person) whose account is known
 * @param impact by account and incident, whether the account is known or not
 * @param accountsTold the keys of {@code impact} whose account is known
 * @param people exposed people by incident, whether their account is known or not
 * @param waiting notifications that wait for their account, by incident
 */
public record Expected(
    Set<Long> exposures,
    Map<String, Long> drafts,
    Set<Long> told,
    Map<AccountKey, ExpectedImpact> impact,
    Set<AccountKey> accountsTold,
    Map<String, Long> people,
    Map<String, Long> waiting) {

  /** People, each counted once per account and incident. */
  public long peopleTotal() {
    return people.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Notifications that wait. */
  public long waitingTotal() {
    return waiting.values().stream().mapToLong(Long::longValue).sum();
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
