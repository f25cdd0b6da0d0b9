package dev.tocsin.ops.encryption;

import java.io.Serial;

/** A keyset cannot be had. Says what is wrong and the mend, and nothing of what was read. */
final class UnreadableKeysetException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final String remedy;

  UnreadableKeysetException(String found, String remedy) {
    super(found);
    this.remedy = remedy;
  }

  String found() {
    return String.valueOf(getMessage());
  }

  String remedy() {
    return remedy;
  }
}
