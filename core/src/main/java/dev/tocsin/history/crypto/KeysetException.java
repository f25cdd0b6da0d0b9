package dev.tocsin.history.crypto;

import java.io.Serial;

/**
 * A keyset cannot be used. The message completes "the keyset ..."; it names key ids, never key
 * material. There is no cause, because a parser's message may quote the keyset.
 */
public final class KeysetException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  KeysetException(String why) {
    super(why);
  }
}
