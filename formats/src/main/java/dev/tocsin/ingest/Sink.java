package dev.tocsin.ingest;

import dev.tocsin.ingest.decode.Decoded;

/** Hears the verdict on each line or item of an input, in order. */
@FunctionalInterface
public interface Sink<T> {

  /**
   * Takes one verdict.
   *
   * @param line the line it begins on, counted from 1
   * @return false to stop reading
   */
  boolean accept(long line, Decoded<T> verdict);
}
