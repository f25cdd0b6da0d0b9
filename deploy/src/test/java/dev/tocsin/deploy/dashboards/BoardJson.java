package dev.tocsin.deploy.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Writes a board as Grafana 12 reads it from a file. */
final class BoardJson {

  private static final int SCHEMA_VERSION = 41;
  private static final int COLUMNS = 24;

  private final ObjectMapper mapper = new ObjectMapper();
  private final Board board;
  private int nextId = 1;
  private int y;

  private BoardJson(Board board) {
    this.board = board;
  }

  static String of(Board board) {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator(""));
    printer.indentArraysWith(lines);
    printer.indentObjectsWith(lines);
    BoardJson json = new BoardJson(board);
    try {
      return json.mapper.writer(printer).writeValueAsString(json.dashboard()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("board " + board.uid + " cannot be written", e);
    }
  }

  private ObjectNode dashboard() {
    ObjectNode json = mapper.createObjectNode();
    json.put("uid", board.uid);
    json.put("title", board.title);
    json.put("description", board.description);
    json.putArray("tags").add("tocsin");
    // Windows are declared in UTC.
    json.put("timezone", "utc");
    json.put("editable", false);
    json.put("graphTooltip", 1);
    json.put("refresh", "30s");
    json.putObject("time").put("from", "now-6h").put("to", "now");
    json.putObject("timepicker");
    json.put("fiscalYearStartMonth", 0);
    json.put("weekStart", "");
    json.put("schemaVersion", SCHEMA_VERSION);
    json.put("version", 1);
    json.putNull("id");
    json.putObject("annotations").putArray("list");
    links(json.putArray("links"));
    BoardVariables.write(board.byInstance(), json.putObject("templating").putArray("list"));
    ArrayNode panels = json.putArray("panels");
    board.rows.forEach(row -> row(row, panels));
    return json;
  }

  private static void links(ArrayNode links) {
    ObjectNode others = links.addObject();
    others.put("type", "dashboards");
    others.put("title", "Tocsin");
    others.putArray("tags").add("tocsin");
    others.put("asDropdown", false);
    others.put("icon", "external link");
    others.put("includeVars", true);
    others.put("keepTime", true);
    others.put("targetBlank", false);
    others.put("tooltip", "");
    others.put("url", "");
  }

  private void row(Board.Row row, ArrayNode panels) {
    ObjectNode headline = panels.addObject();
    headline.put("id", nextId++);
    headline.put("type", "row");
    headline.put("title", row.title());
    headline.put("collapsed", false);
    place(headline, 0, COLUMNS, 1);
    headline.putArray("panels");
    y++;
    int x = 0;
    for (Panel panel : row.panels()) {
      if (x + panel.width > COLUMNS) {
        x = 0;
        y += row.height();
      }
      ObjectNode json = panels.addObject();
      json.put("id", nextId++);
      new PanelJson(panel, board.matchers).write(json);
      place(json, x, panel.width, row.height());
      x += panel.width;
    }
    y += row.height();
  }

  private void place(ObjectNode panel, int x, int width, int height) {
    panel.putObject("gridPos").put("x", x).put("y", y).put("w", width).put("h", height);
  }
}
