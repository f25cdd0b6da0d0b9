package dev.tocsin.topology.impact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.domain.Identity;
import dev.tocsin.history.crypto.HistoryKeyset;
import dev.tocsin.topology.state.StoreKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class HashedKeysTest {

  private static final byte[] TAIL = {1, 2, 3};

  private final HashedKeys people = new HashedKeys(Identity.unkeyed(), 3);
  private final HashedKeys ledger = new HashedKeys(Identity.unkeyed(), 2);

  @Test
  void shouldShowTheIncidentAndNobody() {
    // When
    String stored = text(people.hashed(StoreKeys.of("INC-1", "acme", "+12025550123")));
    // Then
    assertThat(stored).contains("INC-1").doesNotContain("acme", "2025550123");
  }

  @Test
  void shouldKeepWhatKeysBeginWith() {
    // Given
    Bytes key = ledger.hashed(StoreKeys.of(7, TAIL, "INC-1", "acme"));
    // Then
    assertThat(key.get()).startsWith(ledger.hashed(StoreKeys.of("INC-1")).get());
    assertThat(key.get()).startsWith(ledger.hashed(StoreKeys.of("INC-1", "acme")).get());
    assertThat(
            Arrays.equals(
                ledger.hashed(StoreKeys.of("INC-1", "acm")).get(), 0, 25, key.get(), 0, 25))
        .isFalse();
  }

  @Test
  void shouldKeepRowsOfAnAccountInTheOrderOfTime() {
    // Given
    Bytes before = ledger.hashed(StoreKeys.of(-5, TAIL, "INC-1", "acme"));
    Bytes between = ledger.hashed(StoreKeys.of(7, TAIL, "INC-1", "acme"));
    Bytes after = ledger.hashed(StoreKeys.of(8, TAIL, "INC-1", "acme"));
    // Then
    assertThat(before).isLessThan(between);
    assertThat(between).isLessThan(after);
    assertThat(after).isLessThan(StoreKeys.endOf(ledger.hashed(StoreKeys.of("INC-1", "acme"))));
  }

  @Test
  void shouldBeTheSameForEver() {
    assertThat(people.hashed(StoreKeys.of("i", "acme")).get())
        .isEqualTo(
            new byte[] {
              0, 0, 0, 1, 'i', -123, 22, 124, -19, 86, -116, 64, 24, -24, 116, -81, -58, 1, 79, 93,
              -94
            });
  }

  @Test
  void shouldDifferByKey() {
    // Given
    Identity keyed = HistoryKeyset.generate().identity();
    Bytes key = StoreKeys.of("INC-1", "acme", "+12025550123");
    // When
    Bytes stored = new HashedKeys(keyed, 3).hashed(key);
    // Then
    assertThat(stored).isEqualTo(new HashedKeys(keyed, 3).hashed(key));
    assertThat(stored.get()).hasSameSizeAs(people.hashed(key).get());
    assertThat(stored).isNotEqualTo(people.hashed(key));
    assertThat(stored)
        .isNotEqualTo(new HashedKeys(HistoryKeyset.generate().identity(), 3).hashed(key));
  }

  private static String text(Bytes key) {
    return new String(key.get(), StandardCharsets.ISO_8859_1);
  }
}
