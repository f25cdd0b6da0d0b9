package dev.tocsin.demo.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A number for a text in a set of millions: 64 bits of its SHA-256. Among ten million the chance
 * that any two collide is about one in 400,000. Not safe for use by several threads.
 */
final class Fingerprint {

  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The fingerprint of a list of fields; where one ends and the next begins counts. */
  long of(String... fields) {
    for (String field : fields) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
      digest.update(bytes);
    }
    return ByteBuffer.wrap(digest.digest()).getLong();
  }

  /**
   * An exposure of an incident.
   *
   * @param person E.164 of a valid number, else the number as pushed
   */
  long exposure(
      String incident,
      String provider,
      String account,
      String logId,
      String person,
      String channel,
      long sentAt) {
    return of(incident, provider, account, logId, person, channel, Long.toString(sentAt));
  }

  /** A person of an account in an incident. */
  long person(String incident, String account, String person) {
    return of(incident, account, person);
  }
}
