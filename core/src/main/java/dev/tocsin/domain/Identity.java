package dev.tocsin.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * Deterministic identifiers: the first 16 bytes of a SHA-256 over length-prefixed fields, so that
 * no two different lists of fields can run together. They do not show a phone number, but whoever
 * tries all numbers can find it: treat them as personal data.
 */
public final class Identity {

  /** Length of every identity in bytes. */
  public static final int BYTES = 16;

  /** Made once a thread: to look for an implementation takes as long as a short digest. */
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(Identity::sha256);

  private Identity() {}

  /**
   * Identity of a log record: all that matching depends on, and the recipient.
   *
   * @param person the recipient as {@link #person} gives it
   */
  public static byte[] ofRecord(LogRecord record, String person) {
    return digest(
        "record",
        record.provider(),
        record.accountId(),
        record.logId(),
        person,
        Long.toString(record.sentAt()),
        record.channel());
  }

  /** Who a record was sent to: the E.164 number where valid, else the number as given. */
  public static String person(LogRecord record, PhoneNormalizer phones) {
    String valid = phones.e164(record);
    return valid == null ? record.phone().strip() : valid;
  }

  /** Identifier of what an incident did to a record. */
  public static String exposureId(String incidentId, byte[] recordIdentity) {
    return uuid(digest("exposure", incidentId, uuid(recordIdentity)));
  }

  public static String accountNotificationId(String incidentId, String accountId) {
    return uuid(digest("account-notification", incidentId, accountId));
  }

  public static String userNotificationId(String incidentId, String accountId, String person) {
    return uuid(digest("user-notification", incidentId, accountId, person));
  }

  /** A fingerprint of any list of fields, none of them null; no two different lists share one. */
  public static byte[] digest(String... fields) {
    MessageDigest sha = SHA_256.get();
    byte[] length = new byte[Integer.BYTES];
    for (String field : fields) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      ByteBuffer.wrap(length).putInt(bytes.length);
      sha.update(length);
      sha.update(bytes);
    }
    return java.util.Arrays.copyOf(sha.digest(), BYTES);
  }

  /** A new digest. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The identity in the form of a name-based UUID (version 8, RFC 9562). */
  private static String uuid(byte[] identity) {
    ByteBuffer bytes = ByteBuffer.wrap(identity);
    long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
    long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
