package dev.tocsin.demo.story;

import dev.tocsin.demo.traffic.DemoAccount;
import java.util.LinkedHashMap;
import java.util.Map;

/** The accounts that exist, as the vendor has them. */
final class Cast {

  private final Wire wire;
  private final Map<String, DemoAccount> known = new LinkedHashMap<>();

  Cast(Wire wire) {
    this.wire = wire;
  }

  /** Imports or changes an account. */
  void put(DemoAccount account) {
    known.put(account.id(), account);
    wire.account(account);
  }

  /** Deletes an account. */
  void delete(DemoAccount account) {
    known.remove(account.id());
    wire.deleteAccount(account);
  }

  /** Accounts that exist, by id. */
  Map<String, DemoAccount> known() {
    return Map.copyOf(known);
  }
}
