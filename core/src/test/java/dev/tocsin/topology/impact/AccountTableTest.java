package dev.tocsin.topology.impact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.Account;
import dev.tocsin.domain.AccountChange;
import dev.tocsin.domain.AccountHistory;
import dev.tocsin.domain.Identity;
import dev.tocsin.naming.StoreNames;
import dev.tocsin.naming.StoreTable;
import dev.tocsin.topology.TestStores;
import dev.tocsin.topology.state.BufferedStore;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AccountTableTest {

  private final BufferedStore store = TestStores.buffered(StoreNames.IMPACT);
  private final AccountTable table =
      new AccountTable(store.table(StoreTable.ACCOUNT), Identity.unkeyed());

  @Test
  void shouldKnowTheNewestVersion() {
    // When
    assertThat(table.apply(version(0, 5, 1_000, "Acme"))).isTrue();
    assertThat(table.apply(version(0, 4, 2_000, "Older"))).isFalse();

    // Then
    assertThat(table.get("acme")).isEqualTo(account("Acme"));
    assertThat(table.get("globex")).isNull();
  }

  @Test
  void shouldNotDependOnTheOrderOfPartitions() {
    // Given
    AccountChange older = version(0, 9, 1_000, "Older");
    AccountChange newer = version(1, 3, 2_000, "Newer");
    AccountTable other = new AccountTable(TestStores.table(StoreTable.ACCOUNT), Identity.unkeyed());

    // When
    table.apply(older);
    table.apply(newer);
    other.apply(newer);
    assertThat(other.apply(older)).as("changes the current version").isFalse();

    // Then
    assertThat(table.get("acme")).isEqualTo(other.get("acme")).isEqualTo(account("Newer"));
  }

  @Test
  void shouldForgetADeletedAccount() {
    // Given
    table.apply(version(0, 5, 1_000, "Acme"));

    // When
    assertThat(table.apply(version(0, 6, 1_000, null))).isTrue();

    // Then
    assertThat(table.get("acme")).isNull();
    assertThat(table.apply(version(0, 5, 1_000, "Acme"))).as("a version of before").isFalse();
    assertThat(table.get("acme")).isNull();
  }

  @Test
  void shouldStoreAccountsUnderHashedKeys() {
    // Given
    table.apply(version(0, 5, 1_000, "Acme"));

    // When
    store.flushCache();

    // Then
    assertThat(new AccountTable(store.table(StoreTable.ACCOUNT), Identity.unkeyed()).get("acme"))
        .isEqualTo(account("Acme"));
    try (var rows = store.rows().all()) {
      assertThat(new String(rows.next().key.get(), StandardCharsets.ISO_8859_1))
          .doesNotContain("acme");
    }
  }

  private static AccountChange version(int partition, long offset, long timestamp, String name) {
    return new AccountChange(
        "acme",
        new AccountHistory.Version(
            partition, offset, timestamp, name == null ? null : account(name)));
  }

  private static Account account(String name) {
    return new Account("acme", name, null, null);
  }
}
