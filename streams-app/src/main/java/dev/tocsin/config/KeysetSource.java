package dev.tocsin.config;

import java.nio.file.Path;

/** The source of the keyset of the history. */
public sealed interface KeysetSource {

  /** No source is configured: the detector does not start. */
  record NotSet() implements KeysetSource {}

  /** {@code history.encryption=none}: the history is stored unencrypted. */
  record Unencrypted() implements KeysetSource {}

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
   * @param at where it is set, for messages
   */
  record Inline(String json, String at) implements KeysetSource {

    @Override
    public String toString() {
      return "Inline[" + Setting.MASK + ", " + at + "]";
    }
  }

  /**
   * The output of a command.
   *
   * @param line for {@code /bin/sh -c}
   */
  record Command(String line) implements KeysetSource {}
}
