package dev.tocsin.config;

import java.nio.file.Path;

/** Where the keys of the history come from. */
public sealed interface KeysetSource {

  /** Nobody said, so nothing may run. */
  record Unsaid() implements KeysetSource {}

  /** Somebody said that the history is to be stored in clear. */
  record InClear() implements KeysetSource {}

  /**
   * A file.
   *
   * @param path absolute
   */
  record File(Path path) implements KeysetSource {}

  /**
   * The configuration itself.
   *
   * @param json the keyset, a secret
   * @param at who set it, for messages
   */
  record Given(String json, String at) implements KeysetSource {

    @Override
    public String toString() {
      return "Given[" + Setting.MASK + ", " + at + "]";
    }
  }

  /**
   * What a command prints.
   *
   * @param line for {@code /bin/sh -c}
   */
  record Command(String line) implements KeysetSource {}
}
