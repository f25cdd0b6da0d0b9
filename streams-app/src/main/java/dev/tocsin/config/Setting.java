package dev.tocsin.config;

import org.jspecify.annotations.Nullable;

/**
 * The value of one key and where it came from.
 *
 * @param key the key
 * @param value the value with its references resolved; null when there is none
 * @param shown the value as it may be shown to anybody: secrets are masked, references stay
 *     references
 * @param origin who set it
 */
public record Setting(String key, @Nullable String value, String shown, Origin origin) {

  /** What is shown in place of a secret. */
  public static final String MASK = "[hidden]";

  @Override
  public String toString() {
    return key + "=" + shown + " (" + origin.describe() + ")";
  }
}
