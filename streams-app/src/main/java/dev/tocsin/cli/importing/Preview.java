package dev.tocsin.cli.importing;

import dev.tocsin.cli.Console;
import java.util.List;

/**
 * Shows how the first records of an import are decoded.
 *
 * @param <T> the type of the records
 */
public interface Preview<T> {

  /** Adds a record, unless there are enough. */
  void add(long line, T value);

  /** Prints the records as a table. */
  void show(Console console);

  /** The records as JSON. */
  List<?> rows();
}
