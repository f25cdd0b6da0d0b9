package dev.tocsin.local;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random passwords. */
final class Passwords {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 16;

  private Passwords() {}

  static String random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
