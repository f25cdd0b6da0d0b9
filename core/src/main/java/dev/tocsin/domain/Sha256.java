package dev.tocsin.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Hashes of lists of fields. Trying all values of a field inverts them. */
public final class Sha256 {

  /** One a thread: looking up an implementation takes as long as a short digest. */
  private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Sha256::create);

  private Sha256() {}

  /** The first 16 bytes of the hash of a list of fields. */
  public static byte[] digest(String... fields) {
    return digest(framed(fields));
  }

  static byte[] digest(byte[] bytes) {
    return Arrays.copyOf(DIGEST.get().digest(bytes), Identity.BYTES);
  }

  /** Each field in UTF-8, after its length, so that different lists give different bytes. */
  static byte[] framed(String... fields) {
    byte[][] texts = new byte[fields.length][];
    int size = 0;
    for (int i = 0; i < fields.length; i++) {
      texts[i] = fields[i].getBytes(StandardCharsets.UTF_8);
      size += Integer.BYTES + texts[i].length;
    }
    ByteBuffer framed = ByteBuffer.allocate(size);
    for (byte[] text : texts) {
      framed.putInt(text.length).put(text);
    }
    return framed.array();
  }

  /** A new digest. */
  public static MessageDigest create() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing in this JVM", e);
    }
  }
}
