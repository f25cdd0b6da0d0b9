package dev.tocsin.ingest;

import dev.tocsin.ingest.decode.Decoded;
import java.util.List;

/** Receives the outcome of each line or item of an input, in order. */
@FunctionalInterface
public interface Sink<T> {

  /**
   * Takes one outcome.
   *
   * @param line the line it begins on, counted from 1
   * @return false to stop reading
   */
  boolean accept(long line, Decoded<T> outcome);

  /** Takes the outcomes of one line or item; false to stop reading. */
  default boolean acceptAll(long line, List<Decoded<T>> outcomes) {
    for (Decoded<T> outcome : outcomes) {
      if (!accept(line, outcome)) {
        return false;
      }
    }
    return true;
  }
}
