package dev.tocsin.history.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.codec.UnknownVersionException;
import dev.tocsin.history.CorruptRowException;
import dev.tocsin.history.MissingKeyException;
import dev.tocsin.history.RowSeal;
import dev.tocsin.history.RowSeals;
import dev.tocsin.history.StateFormat;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistorySealsTest {

  private static final byte[] PLACE = {1, 2, 3};
  private static final byte[] PLAIN = "+12025550123 acme".getBytes(StandardCharsets.UTF_8);

  private final HistoryKeyset keyset = HistoryKeyset.generate();
  private final RowSeal seal = HistorySeals.encrypted(keyset, "tocsin").of("history", 3);

  @Test
  void shouldOpenWhatItSealedAndHideContent() {
    // When
    byte[] closed = seal.close(PLACE, PLAIN);
    // Then
    assertThat(seal.open(PLACE, closed)).isEqualTo(PLAIN);
    assertThat(closed)
        .startsWith(2, StateFormat.VERSION, 1)
        .hasSize(PLAIN.length + 2 + 5 + 12 + 16);
    assertThat(new String(closed, StandardCharsets.ISO_8859_1))
        .doesNotContain("2025550123", "acme");
    assertThat(seal.close(PLACE, PLAIN)).isNotEqualTo(closed);
    assertThat(seal.open(PLACE, seal.close(PLACE, new byte[0]))).isEmpty();
  }

  @Test
  void shouldRejectRowInAnotherPlace() {
    // Given
    byte[] closed = seal.close(PLACE, PLAIN);
    // Then
    assertCorrupt(seal, new byte[] {1, 2, 4}, closed);
    assertCorrupt(seal, new byte[] {1, 2}, closed);
    assertCorrupt(HistorySeals.encrypted(keyset, "tocsin").of("history", 4), PLACE, closed);
    assertCorrupt(HistorySeals.encrypted(keyset, "tocsin").of("ledger", 3), PLACE, closed);
    assertCorrupt(HistorySeals.encrypted(keyset, "tocsin2").of("history", 3), PLACE, closed);
  }

  @Test
  void shouldRejectChangedRow() {
    // Given
    byte[] closed = seal.close(PLACE, PLAIN);
    // Then
    for (int i = 0; i < closed.length * Byte.SIZE; i++) {
      byte[] changed = closed.clone();
      changed[i / Byte.SIZE] ^= (byte) (1 << (i % Byte.SIZE));
      assertThatThrownBy(() -> seal.open(PLACE, changed))
          .as("bit %d", i)
          .isInstanceOfAny(
              i / Byte.SIZE == 1
                  ? new Class<?>[] {UnknownVersionException.class}
                  : new Class<?>[] {CorruptRowException.class, MissingKeyException.class})
          .hasMessageNotContaining("2025550123");
    }
    for (int length = 0; length < closed.length; length++) {
      assertCorrupt(seal, PLACE, Arrays.copyOf(closed, length));
    }
  }

  @Test
  void shouldOpenOldRowsAfterRotation() {
    // Given
    byte[] old = seal.close(PLACE, PLAIN);
    HistoryKeyset next = keyset.rotated();
    RowSeal rotated = HistorySeals.encrypted(next, "tocsin").of("history", 3);
    // When
    byte[] closed = rotated.close(PLACE, PLAIN);
    // Then
    assertThat(rotated.open(PLACE, old)).isEqualTo(PLAIN);
    assertThat(rotated.open(PLACE, closed)).isEqualTo(PLAIN);
    assertThatThrownBy(() -> seal.open(PLACE, closed))
        .isInstanceOf(MissingKeyException.class)
        .hasMessageContaining("key " + next.primaryId())
        .hasMessageContaining("the keyset lacks that key")
        .hasMessageContaining("history.keyset.file");
  }

  @Test
  void shouldReadWithPreparedKeyBeforePromotion() {
    // Given
    HistoryKeyset prepared = keyset.prepared();
    HistoryKeyset promoted = prepared.promoted();
    // When
    byte[] closed = HistorySeals.encrypted(promoted, "tocsin").of("history", 3).close(PLACE, PLAIN);
    // Then
    assertThat(prepared.primaryId()).isEqualTo(keyset.primaryId());
    assertThat(promoted.primaryId()).isNotEqualTo(keyset.primaryId());
    assertThat(HistorySeals.encrypted(prepared, "tocsin").of("history", 3).open(PLACE, closed))
        .isEqualTo(PLAIN);
  }

  @Test
  void shouldRejectUnencryptedRowsWithEncryption() {
    // Given
    byte[] clear = RowSeals.checksums().of("history", 3).close(PLACE, PLAIN);
    // Then
    assertCorrupt(seal, PLACE, clear);
    assertThat(HistorySeals.isInClear(clear)).isTrue();
    assertThat(HistorySeals.isInClear(seal.close(PLACE, PLAIN))).isFalse();
  }

  @Test
  void shouldNotOpenRowsOfAnotherIdentityKey() {
    // Given
    HistoryKeyset other = HistoryKeysets.withOtherIdentity(keyset);
    byte[] closed = seal.close(PLACE, PLAIN);
    // Then
    assertThat(other.ids()).isEqualTo(keyset.ids());
    assertCorrupt(HistorySeals.encrypted(other, "tocsin").of("history", 3), PLACE, closed);
  }

  @Test
  void shouldRejectRowsOfAnotherStateFormat() {
    for (RowSeal any : List.of(seal, HistorySeals.inClear().of("history", 3))) {
      // Given
      byte[] closed = any.close(PLACE, PLAIN);
      assertThat(StateFormat.unknown(closed)).isEmpty();
      // When
      closed[1]++;
      // Then
      assertThat(StateFormat.unknown(closed)).hasValue(StateFormat.VERSION + 1);
      assertThatThrownBy(() -> any.open(PLACE, closed))
          .isInstanceOf(UnknownVersionException.class)
          .hasMessageContaining("version " + (StateFormat.VERSION + 1))
          .hasMessageContaining("reads " + StateFormat.READABLE);
    }
  }

  @Test
  void shouldTellSealedRowsFromDamagedOnes() {
    // Given
    byte[] inClear = HistorySeals.inClear().of("history", 3).close(PLACE, PLAIN);
    byte[] newer = seal.close(PLACE, PLAIN);
    newer[1] = (byte) (StateFormat.VERSION + 1);
    // Then
    assertThat(HistorySeals.isSealed(seal.close(PLACE, PLAIN))).isTrue();
    assertThat(HistorySeals.isSealed(inClear)).isTrue();
    assertThat(HistorySeals.isSealed(newer)).isTrue();
    assertThat(HistorySeals.isSealed("malformed".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(HistorySeals.isSealed(new byte[0])).isFalse();
  }

  @Test
  void shouldReportEncryptedRowsWithoutKeyset() {
    // Given
    RowSeal clear = HistorySeals.inClear().of("history", 3);
    byte[] closed = seal.close(PLACE, PLAIN);
    // Then
    assertThat(clear.open(PLACE, clear.close(PLACE, PLAIN))).isEqualTo(PLAIN);
    assertThatThrownBy(() -> clear.open(PLACE, closed))
        .isInstanceOf(MissingKeyException.class)
        .hasMessageContaining("key " + keyset.primaryId())
        .hasMessageContaining("history.encryption is none");
    assertCorrupt(clear, PLACE, new byte[] {7});
  }

  private static void assertCorrupt(RowSeal seal, byte[] place, byte[] closed) {
    assertThatThrownBy(() -> seal.open(place, closed))
        .isInstanceOf(CorruptRowException.class)
        .hasMessageNotContaining("2025550123");
  }
}
