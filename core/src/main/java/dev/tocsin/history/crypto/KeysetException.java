package dev.tocsin.history.crypto;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A keyset cannot be used. The message completes "the keyset ..."; it names key ids, never key
 * material. There is no cause, because a parser's message may quote the keyset.
 */
public final class KeysetException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final @Nullable String remedy;

  KeysetException(String why) {
    this(why, null);
  }

  KeysetException(String why, @Nullable String remedy) {
    super(why);
    this.remedy = remedy;
  }

  /**
   * How to fix it.
   *
   * @param usual what helps against most problems
   */
  public String remedy(String usual) {
    return remedy == null ? usual : remedy;
  }
}
