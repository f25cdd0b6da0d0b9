package dev.tocsin.demo.story;

import dev.tocsin.demo.traffic.DemoAccount;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The accounts that exist. */
final class KnownAccounts {

  private final DemoProducer producer;
  private final Map<String, DemoAccount> known = new LinkedHashMap<>();

  KnownAccounts(DemoProducer producer) {
    this.producer = producer;
  }

  /** Imports or changes an account. */
  void put(DemoAccount account) {
    known.put(account.id(), account);
    producer.account(account);
  }

  /** Deletes an account. */
  void delete(DemoAccount account) {
    known.remove(account.id());
    producer.deleteAccount(account);
  }

  /** Ids of the accounts that exist, without some. */
  Set<String> idsWithout(List<DemoAccount> others) {
    Set<String> ids = new HashSet<>(known.keySet());
    others.forEach(account -> ids.remove(account.id()));
    return Set.copyOf(ids);
  }

  /** Accounts that exist, by id. */
  Map<String, DemoAccount> known() {
    return Map.copyOf(known);
  }
}
