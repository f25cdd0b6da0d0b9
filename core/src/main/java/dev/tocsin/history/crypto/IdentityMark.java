package dev.tocsin.history.crypto;

import java.util.HexFormat;

/**
 * What the identity key makes of a known value: a keyset with the same mark makes the same
 * identifiers. It does not reveal the key.
 *
 * @param keyId id of the identity key
 * @param value in hex
 */
public record IdentityMark(String keyId, String value) {

  private static final String START = "identity ";

  /** The mark of a keyset's identity key. */
  public static IdentityMark of(HistoryKeyset keyset, String applicationId) {
    return new IdentityMark(
        keyset.identityKey().id(), HexFormat.of().formatHex(bytes(keyset, applicationId)));
  }

  static byte[] bytes(HistoryKeyset keyset, String applicationId) {
    return keyset.identity().of("identity mark", applicationId);
  }

  /** Whether a line is the result of {@link #line}. */
  public static boolean isMark(String line) {
    return line.startsWith(START);
  }

  /**
   * Parses the result of {@link #line}.
   *
   * @throws IllegalArgumentException when the line is malformed
   */
  public static IdentityMark parse(String line) {
    String[] parts = line.strip().split(" ", -1);
    if (!isMark(line) || parts.length != 3) {
      throw new IllegalArgumentException("the line is not a mark of an identity key");
    }
    return new IdentityMark(parts[1], parts[2]);
  }

  /** One line of text: {@code identity}, the id, the value. */
  public String line() {
    return START + keyId + " " + value;
  }
}
