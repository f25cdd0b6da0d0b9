package dev.tocsin.topology.impact;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.apache.kafka.common.utils.Bytes;

/**
 * Writes keys with hashes in the place of accounts and people: rows are found by what their keys
 * begin with, so keys cannot be encrypted. The hash has no key, so that it stays the same when the
 * keyset changes. Who tries all numbers can invert it, as with the ids of notifications. Not
 * thread-safe.
 */
final class VeiledKeys {

  /** Long enough that no two accounts ever meet. */
  private static final int HASH_BYTES = 16;

  private final int texts;
  private final MessageDigest sha256;

  /**
   * @param texts how many texts a whole key begins with; all but the first are hashed
   */
  VeiledKeys(int texts) {
    this.texts = texts;
    try {
      this.sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** The key, or the leading parts of one, as it is stored; what follows the texts stays. */
  Bytes veil(Bytes key) {
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
    byte[] veiled = new byte[to.position()];
    to.flip().get(veiled);
    return Bytes.wrap(veiled);
  }
}
