package dev.tocsin.history.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;

/**
 * A known value, sealed with a key: a keyset that opens it has the key. It distinguishes keys with
 * the same id without revealing them.
 *
 * @param keyId id of the key
 * @param sealed Tink's ciphertext in Base64
 */
public record KeyMark(String keyId, String sealed) {

  private static final byte[] KNOWN = "tocsin".getBytes(StandardCharsets.UTF_8);
  private static final String PLACE = "key mark of ";

  /** The result of comparing a mark with a keyset. */
  public enum Fit {
    /** The keyset has the key. */
    FITS,
    /** The keyset lacks the key. */
    LACKING,
    /** The keyset has another key with this id, or the mark is of another application. */
    OTHER
  }

  /** The mark of a keyset's primary key. */
  public static KeyMark of(HistoryKeyset keyset, String applicationId) {
    return new KeyMark(
        keyset.primaryId(),
        Base64.getEncoder().encodeToString(keyset.close(KNOWN, place(applicationId))));
  }

  /**
   * Parses the result of {@link #line}.
   *
   * @throws IllegalArgumentException when the line is malformed
   */
  public static KeyMark parse(String line) {
    int space = line.indexOf(' ');
    if (space < 1) {
      throw new IllegalArgumentException("the line is not a key mark");
    }
    KeyMark mark = new KeyMark(line.substring(0, space), line.substring(space + 1).strip());
    byte[] bytes = mark.bytes();
    if (!HistoryKeyset.isPrefixed(bytes, 0)
        || !HistoryKeyset.keyIdOf(bytes, 0).equals(mark.keyId())) {
      throw new IllegalArgumentException("the key mark does not match its key id");
    }
    return mark;
  }

  /** One line of text: the id, a space, the sealed value. */
  public String line() {
    return keyId + " " + sealed;
  }

  /** Whether a keyset has the key. */
  public Fit compareWith(HistoryKeyset keyset, String applicationId) {
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
