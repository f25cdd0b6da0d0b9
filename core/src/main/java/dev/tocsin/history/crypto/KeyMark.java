package dev.tocsin.history.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A known value, sealed: whoever opens it has the key. It tells a key apart from another one of the
 * same id, and gives nothing away.
 *
 * @param keyId id of the key
 * @param sealed Tink's ciphertext in Base64
 */
public record KeyMark(String keyId, String sealed) {

  private static final byte[] KNOWN = "tocsin".getBytes(StandardCharsets.UTF_8);
  private static final String PLACE = "key mark of ";

  /** What becomes of holding a mark against a keyset. */
  public enum Fit {
    /** The keyset has the key. */
    FITS,
    /** It has no such key. */
    LACKING,
    /** It has a key of that id, and the mark was not made with it, or for another application. */
    OTHER
  }

  /** The mark of a keyset's primary key. */
  public static KeyMark of(HistoryKeyset keyset, String applicationId) {
    return new KeyMark(
        keyset.primaryId(),
        Base64.getEncoder().encodeToString(keyset.close(KNOWN, place(applicationId))));
  }

  /**
   * Reads what {@link #line} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static KeyMark parse(String line) {
    int space = line.indexOf(' ');
    if (space < 1) {
      throw new IllegalArgumentException("not a mark of a key");
    }
    KeyMark mark = new KeyMark(line.substring(0, space), line.substring(space + 1).strip());
    byte[] bytes = mark.bytes();
    if (!HistoryKeyset.isPrefixed(bytes, 0)
        || !HistoryKeyset.keyIdOf(bytes, 0).equals(mark.keyId())) {
      throw new IllegalArgumentException("not the mark of that key");
    }
    return mark;
  }

  /** One line of text: the id, a space, the sealed value. */
  public String line() {
    return keyId + " " + sealed;
  }

  /** Whether a keyset has the key. */
  public Fit heldAgainst(HistoryKeyset keyset, String applicationId) {
    byte[] bytes = bytes();
    if (!keyset.hasKeyOf(bytes)) {
      return Fit.LACKING;
    }
    try {
      return Arrays.equals(keyset.open(bytes, place(applicationId)), KNOWN) ? Fit.FITS : Fit.OTHER;
    } catch (GeneralSecurityException e) {
      return Fit.OTHER;
    }
  }

  private byte[] bytes() {
    return Base64.getDecoder().decode(sealed);
  }

  private static byte[] place(String applicationId) {
    return (PLACE + applicationId).getBytes(StandardCharsets.UTF_8);
  }
}
