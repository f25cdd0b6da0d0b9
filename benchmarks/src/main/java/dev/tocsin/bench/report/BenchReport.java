package dev.tocsin.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.bench.measure.Spread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a series, and why some are missing.
 *
 * @param settings how it was measured
 */
public record BenchReport(
    Map<String, String> machine,
    Map<String, String> versions,
    Map<String, String> settings,
    List<Figure> figures,
    List<String> refusals) {

  private static final List<String> HEAD =
      List.of("benchmark", "figure", "median", "min - max", "unit", "goal", "verdict");

  public BenchReport {
    figures = List.copyOf(figures);
    refusals = List.copyOf(refusals);
  }

  /** A Markdown table, aligned, so that it reads well on a terminal too. */
  public String table() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(HEAD);
    for (Figure figure : figures) {
      rows.add(row(figure));
    }
    int[] widths = new int[HEAD.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows.size(); i++) {
      text.append(line(rows.get(i), widths, " "));
      if (i == 0) {
        text.append(line(HEAD.stream().map(h -> "").toList(), widths, "-"));
      }
    }
    refusals.forEach(refusal -> text.append("\nREFUSED: ").append(refusal).append('\n'));
    return text.toString();
  }

  /** Everything, as one JSON object. */
  public ObjectNode json() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = mapper.createObjectNode();
    root.set("machine", mapper.valueToTree(machine));
    root.set("versions", mapper.valueToTree(versions));
    root.set("settings", mapper.valueToTree(settings));
    ArrayNode array = root.putArray("figures");
    for (Figure figure : figures) {
      Spread value = figure.value();
      ObjectNode node =
          array
              .addObject()
              .put("benchmark", figure.benchmark())
              .put("name", figure.name())
              .put("unit", figure.unit())
              .put("median", value.median())
              .put("min", value.min())
              .put("max", value.max())
              .put("count", value.count());
      @Nullable Goal goal = figure.goal();
      if (goal != null) {
        node.put("goal", goal.toString()).put("met", !figure.isMissed());
      }
    }
    root.set("refusals", mapper.valueToTree(refusals));
    return root;
  }

  /** Writes {@link #json} to a file. */
  public void write(Path file) throws IOException {
    new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), json());
  }

  private static List<String> row(Figure figure) {
    Spread value = figure.value();
    return List.of(
        figure.benchmark(),
        figure.name(),
        Figure.number(value.median()),
        value.count() == 1 ? "" : Figure.number(value.min()) + " - " + Figure.number(value.max()),
        figure.unit(),
        figure.goal() == null ? "" : figure.goal().toString(),
        figure.verdict());
  }

  private static String line(List<String> cells, int[] widths, String padding) {
    StringBuilder line = new StringBuilder("|");
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      line.append(padding)
          .append(cell)
          .append(padding.repeat(widths[i] - cell.length() + 1))
          .append('|');
    }
    return line.append('\n').toString();
  }
}
