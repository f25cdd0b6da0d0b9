package dev.tocsin.domain;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deterministic identifiers of records, exposures and notifications, and the form in which store
 * keys contain accounts and people. Each is a function of length-prefixed fields, so that different
 * lists of fields give different input.
 *
 * <p>An identifier that was made with a secret key cannot be computed without it. Without one,
 * trying all numbers reveals the phone number behind it: treat such identifiers as personal data.
 * The same key always gives the same identifiers, and another key gives others: it must not change
 * while there is state, or everything would be flagged and notified again.
 */
public final class Identity {

  /** Length of every identity in bytes. */
  public static final int BYTES = 16;

  private final Function function;

  /** Maps bytes to {@link #BYTES} bytes; thread-safe. */
  @FunctionalInterface
  public interface Function {

    byte[] apply(byte[] input);
  }

  /**
   * @param function a pseudorandom function with a secret key
   */
  public Identity(Function function) {
    this.function = function;
  }

  /** Identifiers without a key: hashes with SHA-256. */
  public static Identity unkeyed() {
    return new Identity(Sha256::digest);
  }

  /**
   * Identity of a log record: everything that matching depends on, and the recipient.
   *
   * @param e164 the recipient in E.164; null if the number is not valid
   */
  public byte[] ofRecord(LogRecord record, @Nullable String e164) {
    return of(
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
  public String exposureId(String incidentId, byte[] recordIdentity) {
    return uuid(of("exposure", incidentId, uuid(recordIdentity)));
  }

  public String accountNotificationId(String incidentId, String accountId) {
    return uuid(of("account-notification", incidentId, accountId));
  }

  public String userNotificationId(String incidentId, String accountId, String person) {
    return uuid(of("user-notification", incidentId, accountId, person));
  }

  /** What a store key contains in place of an account or a person. */
  public byte[] rowKey(String text) {
    return of("row-key", text);
  }

  /** A value for a list of fields, none of them null. */
  public byte[] of(String... fields) {
    return function.apply(Sha256.framed(fields));
  }

  /** The identity in the form of a name-based UUID (version 8, RFC 9562). */
  private static String uuid(byte[] identity) {
    ByteBuffer bytes = ByteBuffer.wrap(identity);
    long high = (bytes.getLong() & ~0xF000L) | 0x8000L;
    long low = (bytes.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }
}
