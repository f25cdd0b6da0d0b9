package dev.tocsin.cli.importing;

import dev.tocsin.cli.Console;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** The same for programs: each value by the name of its column. */
  List<Map<String, Object>> json() {
    List<Map<String, Object>> values = new ArrayList<>();
    for (List<String> row : rows) {
      Map<String, Object> value = new LinkedHashMap<>();
      for (int i = 0; i < row.size(); i++) {
        String name = header.get(i).toLowerCase(Locale.ROOT).replace(' ', '_');
        value.put(name, i == 0 ? (Object) Long.valueOf(row.get(i)) : row.get(i));
      }
      values.add(value);
    }
    return values;
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
