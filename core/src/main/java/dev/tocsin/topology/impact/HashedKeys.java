package dev.tocsin.topology.impact;

import dev.tocsin.domain.Identity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Store keys with {@linkplain Identity#rowKey values of fixed length} in place of accounts and
 * people. Keys cannot be encrypted, because rows are found by the prefixes of their keys.
 */
final class HashedKeys {

  private final Identity identity;
  private final int texts;

  /**
   * @param texts how many texts a complete key begins with; all but the first are replaced
   */
  HashedKeys(Identity identity, int texts) {
    this.identity = identity;
    this.texts = texts;
  }

  /** A key, or a prefix of one, as it is stored; what follows the texts is not changed. */
  Bytes hashed(Bytes key) {
    ByteBuffer from = ByteBuffer.wrap(key.get());
    ByteBuffer to = ByteBuffer.allocate(key.get().length + texts * Identity.BYTES);
    for (int i = 0; i < texts && from.hasRemaining(); i++) {
      byte[] text = new byte[from.getInt()];
      from.get(text);
      if (i == 0) {
        to.putInt(text.length).put(text);
      } else {
        to.put(identity.rowKey(new String(text, StandardCharsets.UTF_8)));
      }
    }
    to.put(from);
    byte[] hashed = new byte[to.position()];
    to.flip().get(hashed);
    return Bytes.wrap(hashed);
  }
}
