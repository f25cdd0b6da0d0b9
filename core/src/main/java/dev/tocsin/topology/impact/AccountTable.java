package dev.tocsin.topology.impact;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.Account;
import dev.tocsin.domain.AccountChange;
import dev.tocsin.domain.AccountHistory;
import dev.tocsin.domain.Identity;
import dev.tocsin.topology.state.StoreKeys;
import dev.tocsin.topology.state.Table;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** The accounts of one impact partition. */
final class AccountTable {

  private static final int HELD = 4_096;

  private final Rows<AccountHistory> rows;

  AccountTable(Table store, Identity identity) {
    this.rows = new Rows<>(store, Codecs.ACCOUNT_HISTORY, new HashedKeys(identity, 2), HELD);
  }

  /** The current version of an account; null when it has none. */
  @Nullable Account get(String accountId) {
    return history(key(accountId)).effective();
  }

  /** Adds a version; whether that changed the current version. */
  boolean apply(AccountChange change) {
    Bytes key = key(change.accountId());
    AccountHistory before = history(key);
    AccountHistory after = before.with(change.version());
    if (after.equals(before)) {
      return false;
    }
    rows.put(key, after);
    return !Objects.equals(before.effective(), after.effective());
  }

  private AccountHistory history(Bytes key) {
    AccountHistory known = rows.get(key);
    return known == null ? AccountHistory.EMPTY : known;
  }

  /** An account belongs to no incident, so the part of the key that is not hashed is empty. */
  private static Bytes key(String accountId) {
    return StoreKeys.of("", accountId);
  }
}
