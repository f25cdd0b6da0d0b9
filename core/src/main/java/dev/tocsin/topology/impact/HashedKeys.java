package dev.tocsin.topology.impact;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.kafka.common.utils.Bytes;

/**
 * Store keys with hashes in place of accounts and people. Keys cannot be encrypted, because rows
 * are found by the prefixes of their keys. The hash has no secret, so that it stays the same when
 * the keyset changes; trying all phone numbers inverts it, as with the ids of notifications. Not
 * thread-safe.
 */
final class HashedKeys {

  /** Long enough that no two accounts have the same hash. */
  private static final int HASH_BYTES = 16;

  private final int texts;
  private final MessageDigest sha256;

  /**
   * @param texts how many texts a complete key begins with; all but the first are hashed
   */
  HashedKeys(int texts) {
    this.texts = texts;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** A key, or a prefix of one, as it is stored; what follows the texts is not changed. */
  Bytes hashed(Bytes key) {
    ByteBuffer from = ByteBuffer.wrap(key.get());
    ByteBuffer to = ByteBuffer.allocate(key.get().length + texts * HASH_BYTES);
    for (int i = 0; i < texts && from.hasRemaining(); i++) {
      byte[] text = new byte[from.getInt()];
      from.get(text);
      if (i == 0) {
        to.putInt(text.length).put(text);
      } else {
        to.put(sha256.digest(text), 0, HASH_BYTES);
      }
    }
    to.put(from);
    byte[] hashed = new byte[to.position()];
    to.flip().get(hashed);
    return Bytes.wrap(hashed);
  }
}
