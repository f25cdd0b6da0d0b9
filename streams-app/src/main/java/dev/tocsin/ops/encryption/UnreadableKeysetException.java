package dev.tocsin.ops.encryption;

import java.io.Serial;

/** A keyset cannot be read. Has the problem and the fix, and nothing of the content. */
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
