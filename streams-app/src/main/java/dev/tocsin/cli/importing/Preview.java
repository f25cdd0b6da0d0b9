package dev.tocsin.cli.importing;

import dev.tocsin.cli.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Shows how the first values of an import were understood.
 *
 * @param <T> what is imported
 */
public final class Preview<T> {

  private static final int SHOWN = 5;

  /** Characters of a cell: as many as the longest ids that providers give. */
  private static final int WIDEST = 64;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

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

  /** Values are shown before anybody has looked at them, and one may be of any length. */
  private static String oneLine(String cell) {
    String cut = cell.length() > WIDEST ? cell.substring(0, WIDEST - 1) + "…" : cell;
    return CONTROL
        .matcher(cut)
        .replaceAll(control -> "\\\\u%04x".formatted((int) control.group().charAt(0)));
  }

  void show(Console console) {
    if (!rows.isEmpty() && !console.json()) {
      console.table(
          header, rows.stream().map(row -> row.stream().map(Preview::oneLine).toList()).toList());
    }
  }
}
