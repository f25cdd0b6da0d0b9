package dev.tocsin.history.crypto;

import dev.tocsin.history.ChecksumSeal;
import dev.tocsin.history.MissingKeyException;
import dev.tocsin.history.RowSeal;
import dev.tocsin.history.RowSeals;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The seals of an installation. The first byte of a row is its type: a store has rows of one type
 * only, because without a keyset rows have other keys and identifiers.
 */
public final class HistorySeals {

  /** First byte of an encrypted row. */
  static final byte KIND = 2;

  /** Bytes before Tink's ciphertext: the type and the state format. */
  static final int HEADER = 2;

  private HistorySeals() {}

  /**
   * Encrypts with the primary key. Opens rows of every key of the keyset.
   *
   * @param applicationId the application id of the installation, part of each row's place
   */
  public static RowSeals encrypted(HistoryKeyset keyset, String applicationId) {
    byte[] mark = IdentityMark.bytes(keyset, applicationId);
    return (store, partition) -> new AeadSeal(keyset, place(mark, applicationId, store, partition));
  }

  /** Does not encrypt, and reports encrypted rows. */
  public static RowSeals inClear() {
    return (store, partition) -> new ClearSeal();
  }

  /**
   * The id of the key of a stored row if the keyset lacks it; otherwise empty.
   *
   * @param keyset null for no keys
   */
  public static Optional<String> missingKey(byte[] closed, @Nullable HistoryKeyset keyset) {
    if (!isEncrypted(closed) || (keyset != null && keyset.hasKeyOf(sealed(closed)))) {
      return Optional.empty();
    }
    return Optional.of(HistoryKeyset.keyIdOf(closed, HEADER));
  }

  /** Tink's ciphertext of an encrypted row. */
  static byte[] sealed(byte[] closed) {
    return Arrays.copyOfRange(closed, Math.min(HEADER, closed.length), closed.length);
  }

  /** The prefix of all places of a partition. */
  private static byte[] place(
      byte[] identityMark, String applicationId, String storeName, int partition) {
    byte[] application = applicationId.getBytes(StandardCharsets.UTF_8);
    byte[] store = storeName.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(
            identityMark.length + 3 * Integer.BYTES + application.length + store.length)
        .put(identityMark)
        .putInt(application.length)
        .put(application)
        .putInt(store.length)
        .put(store)
        .putInt(partition)
        .array();
  }

  /** Whether a stored row has the type of a sealed row; one that has not is damaged. */
  public static boolean isSealed(byte[] closed) {
    return isInClear(closed) || (closed.length > 0 && closed[0] == KIND);
  }

  /** Whether a stored row is one that was written without a keyset. */
  public static boolean isInClear(byte[] closed) {
    return closed.length > 0 && closed[0] == ChecksumSeal.KIND;
  }

  private static boolean isEncrypted(byte[] closed) {
    return closed.length > 0 && closed[0] == KIND && HistoryKeyset.isPrefixed(closed, HEADER);
  }

  /** Seals with a checksum. */
  private static final class ClearSeal implements RowSeal {

    private final ChecksumSeal checksums = new ChecksumSeal();

    @Override
    public byte[] close(byte[] place, byte[] plain) {
      return checksums.close(place, plain);
    }

    @Override
    public byte[] open(byte[] place, byte[] closed) {
      if (isEncrypted(closed)) {
        throw new MissingKeyException(
            HistoryKeyset.keyIdOf(closed, HEADER), "history.encryption is none");
      }
      return checksums.open(place, closed);
    }
  }
}
