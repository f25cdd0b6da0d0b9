package dev.tocsin.config;

import org.jspecify.annotations.Nullable;

/**
 * The value of one key and where it came from.
 *
 * @param key the key
 * @param value the value with its references resolved; null when there is none
 * @param shown the value for display: secrets are masked, references are not resolved
 * @param origin who set it
 */
public record Setting(String key, @Nullable String value, String shown, Origin origin) {

  /** Displayed in place of a secret. */
  public static final String MASK = "[hidden]";

  @Override
  public String toString() {
    return key + "=" + shown + " (" + origin.describe() + ")";
  }
}
