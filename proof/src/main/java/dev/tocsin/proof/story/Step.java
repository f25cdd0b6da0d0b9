package dev.tocsin.proof.story;

import org.jspecify.annotations.Nullable;

/**
 * A record of a topic whose order is part of the input.
 *
 * @param value null withdraws or deletes
 */
public record Step<T>(String key, @Nullable T value) {}
