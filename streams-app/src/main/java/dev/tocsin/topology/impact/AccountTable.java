package dev.tocsin.topology.impact;

import dev.tocsin.codec.Codecs;
import dev.tocsin.domain.Account;
import dev.tocsin.domain.AccountHistory;
import dev.tocsin.topology.intake.AccountChange;
import dev.tocsin.topology.state.Keys;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The accounts of one impact partition. */
final class AccountTable {

  private final KeyValueStore<Bytes, byte[]> store;
  private final VeiledKeys keys = new VeiledKeys(2);

  AccountTable(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /** The account as it stands; null when it is not known. */
  @Nullable Account get(String accountId) {
    return history(accountId).effective();
  }

  /** Takes a version in; whether the account now stands otherwise. */
  boolean apply(AccountChange change) {
    AccountHistory before = history(change.accountId());
    AccountHistory after = before.with(change.version());
    if (after.equals(before)) {
      return false;
    }
    store.put(key(change.accountId()), Codecs.ACCOUNT_HISTORY.encode(after));
    return !Objects.equals(before.effective(), after.effective());
  }

  private AccountHistory history(String accountId) {
    byte[] stored = store.get(key(accountId));
    return stored == null ? AccountHistory.EMPTY : Codecs.ACCOUNT_HISTORY.decode(stored);
  }

  private Bytes key(String accountId) {
    return keys.veil(Keys.of("", accountId));
  }
}
