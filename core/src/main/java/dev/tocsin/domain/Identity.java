package dev.tocsin.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deterministic identifiers: the first 16 bytes of a SHA-256 over length-prefixed fields, so that
 * different lists of fields give different input. An identifier does not show a phone number, but
 * trying all numbers reveals it: treat identifiers as personal data.
 */
public final class Identity {

  /** Length of every identity in bytes. */
  public static final int BYTES = 16;

  /** One a thread: looking up an implementation takes as long as a short digest. */
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(Identity::sha256);

  private Identity() {}

  /**
   * Identity of a log record: everything that matching depends on, and the recipient.
   *
   * @param e164 the recipient in E.164; null if the number is not valid
   */
  public static byte[] ofRecord(LogRecord record, @Nullable String e164) {
    return digest(
        "record",
        record.provider(),
        record.accountId(),
        record.logId(),
        person(record, e164),
        Long.toString(record.sentAt()),
        record.channel());
  }

  /** The recipient of a record: the valid number in E.164, else the number as given. */
  public static String person(LogRecord record, @Nullable String e164) {
    return e164 == null ? record.phone().strip() : e164;
  }

  /** Identifier of the exposure of a record by an incident. */
  public static String exposureId(String incidentId, byte[] recordIdentity) {
    return uuid(digest("exposure", incidentId, uuid(recordIdentity)));
  }

  public static String accountNotificationId(String incidentId, String accountId) {
    return uuid(digest("account-notification", incidentId, accountId));
  }

  public static String userNotificationId(String incidentId, String accountId, String person) {
    return uuid(digest("user-notification", incidentId, accountId, person));
  }

  /** A fingerprint of a list of fields, none of them null. */
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
      throw new IllegalStateException("SHA-256 is missing in this JVM", e);
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
