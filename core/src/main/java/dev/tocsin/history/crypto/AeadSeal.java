package dev.tocsin.history.crypto;

import dev.tocsin.history.ChecksumSeal;
import dev.tocsin.history.CorruptRowException;
import dev.tocsin.history.MissingKeyException;
import dev.tocsin.history.RowSeal;
import dev.tocsin.history.StateFormat;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;

/**
 * Encrypts the rows of one partition with AES-GCM. A row opens only with its key and in its place.
 *
 * <p>Layout: one byte 0x02, one byte for the {@link StateFormat}, then Tink's ciphertext: one byte
 * 0x01, the key's id as a big-endian int, 12 bytes of nonce, the encrypted content, 16 bytes of
 * tag. The associated data are the length of the application id in UTF-8, the application id, the
 * length of the store's name, the name, the partition, the length of the row's key, the row's key;
 * all numbers are big-endian ints.
 */
final class AeadSeal implements RowSeal {

  private final HistoryKeyset keyset;
  private final byte[] partition;

  /**
   * @param partition prefix of the associated data
   */
  AeadSeal(HistoryKeyset keyset, byte[] partition) {
    this.keyset = keyset;
    this.partition = partition;
  }

  @Override
  public byte[] close(byte[] place, byte[] plain) {
    byte[] sealed = keyset.close(plain, associated(place));
    byte[] closed = new byte[HistorySeals.HEADER + sealed.length];
    closed[0] = HistorySeals.KIND;
    closed[1] = StateFormat.VERSION;
    System.arraycopy(sealed, 0, closed, HistorySeals.HEADER, sealed.length);
    return closed;
  }

  @Override
  public byte[] open(byte[] place, byte[] closed) {
    if (closed.length > 0 && closed[0] == ChecksumSeal.KIND) {
      throw new CorruptRowException("it is not encrypted");
    }
    if (closed.length == 0 || closed[0] != HistorySeals.KIND) {
      throw new CorruptRowException("it has an unknown row type");
    }
    StateFormat.check(closed);
    byte[] sealed = HistorySeals.sealed(closed);
    if (!HistoryKeyset.isPrefixed(sealed, 0)) {
      throw new CorruptRowException("it has no key id");
    }
    if (!keyset.hasKeyOf(sealed)) {
      throw new MissingKeyException(
          HistoryKeyset.keyIdOf(sealed, 0), "the keyset lacks that key, or the key is disabled");
    }
    try {
      return keyset.open(sealed, associated(place));
    } catch (GeneralSecurityException e) {
      throw new CorruptRowException(
          "it was changed, moved from another place, or sealed for another application.id or with"
              + " another identity key");
    }
  }

  private byte[] associated(byte[] place) {
    return ByteBuffer.allocate(partition.length + Integer.BYTES + place.length)
        .put(partition)
        .putInt(place.length)
        .put(place)
        .array();
  }
}
