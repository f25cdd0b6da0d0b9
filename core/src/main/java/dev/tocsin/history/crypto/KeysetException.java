package dev.tocsin.history.crypto;

import java.io.Serial;

/**
 * A keyset cannot be used. The message completes "the keyset ..."; it names key ids and never key
 * material, which is also why there is no cause: a parser's message may quote what it read.
 */
public final class KeysetException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  KeysetException(String why) {
    super(why);
  }
}
