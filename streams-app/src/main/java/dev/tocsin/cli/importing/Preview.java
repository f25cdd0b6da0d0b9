package dev.tocsin.cli.importing;

import dev.tocsin.cli.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Shows how the first values of an import were understood.
 *
 * @param <T> what is imported
 */
public final class Preview<T> {

  private static final int SHOWN = 5;

  private final List<String> header = new ArrayList<>(List.of("LINE"));
  private final Function<T, List<String>> cells;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param columns names of the columns
   * @param cells one for each column
   */
  public Preview(List<String> columns, Function<T, List<String>> cells) {
    header.addAll(columns);
    this.cells = cells;
  }

  void add(long line, T value) {
    if (rows.size() < SHOWN) {
      List<String> row = new ArrayList<>(List.of(Long.toString(line)));
      row.addAll(cells.apply(value));
      rows.add(row);
    }
  }

  void show(Console console) {
    if (!rows.isEmpty() && !console.json()) {
      console.table(header, rows);
    }
  }
}
