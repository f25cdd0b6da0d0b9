package dev.tocsin.proof.story;

import org.jspecify.annotations.Nullable;

/**
 * A record of a topic whose order is part of the input.
 *
 * @param value null withdraws or deletes
 * @param seen how many steps with the same key back the author read: 1 for the step before, 0 for
 *     none; null when the author does not say
 */
public record Step<T>(String key, @Nullable T value, @Nullable Integer seen) {

  /** The author does not say what was seen. */
  public Step(String key, @Nullable T value) {
    this(key, value, null);
  }
}
