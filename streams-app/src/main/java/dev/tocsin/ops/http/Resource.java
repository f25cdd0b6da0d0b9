package dev.tocsin.ops.http;

import org.jspecify.annotations.Nullable;

/** Something that can be read under a path. */
@FunctionalInterface
interface Resource {

  /**
   * Reads it.
   *
   * @param accept the request's Accept header, null when there was none
   */
  Response get(@Nullable String accept);
}
