package dev.tocsin.cli;

import java.util.ArrayList;
import java.util.List;

/** Lays a table out in columns, two spaces apart. */
final class TextTable {

  private TextTable() {}

  static List<String> format(List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    // A line break in a cell would look like another row.
    rows.forEach(row -> all.add(row.stream().map(Printable::onOneLine).toList()));
    int[] widths = new int[header.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return all.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.get(i);
      line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
    }
    return line.toString().stripTrailing();
  }
}
