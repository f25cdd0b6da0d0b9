package dev.tocsin.deploy.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tocsin.testkit.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A board as Grafana gets it: the file, not the description that wrote it. */
final class ShippedBoard {

  /** One panel that shows something. */
  record ShippedPanel(String board, JsonNode json) {

    String title() {
      return json.path("title").asText();
    }

    List<ShippedQuery> queries() {
      List<ShippedQuery> queries = new ArrayList<>();
      for (JsonNode target : json.path("targets")) {
        queries.add(
            new ShippedQuery(
                board,
                title(),
                target.path("refId").asText(),
                target.path("expr").asText(),
                target.path("legendFormat").asText(),
                target.path("format").asText().equals("table")));
      }
      return queries;
    }
  }

  /**
   * One query of a panel.
   *
   * @param table whether its labels become columns
   */
  record ShippedQuery(
      String board, String panel, String refId, String expression, String legend, boolean table) {

    /** Only alerts have no series while all is well; every other query has an answer then too. */
    boolean emptyByNature() {
      return expression.contains(Query.ALERTS + "{");
    }

    @Override
    public String toString() {
      return "%s, panel \"%s\", query %s: %s".formatted(board, panel, refId, expression);
    }
  }

  static final Path DIRECTORY = Checkout.MONITORING.resolve("grafana/dashboards");

  private final Path file;
  private final JsonNode json;

  private ShippedBoard(Path file) {
    this.file = file;
    try {
      json = new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " is not well-formed JSON", e);
    }
  }

  static ShippedBoard of(Board board) {
    return new ShippedBoard(DIRECTORY.resolve(board.file()));
  }

  /** Every file of the directory. */
  static List<ShippedBoard> all() {
    return Checkout.list(DIRECTORY, "").stream().map(ShippedBoard::new).toList();
  }

  static List<ShippedQuery> queries() {
    return all().stream()
        .flatMap(board -> board.panels().stream())
        .flatMap(panel -> panel.queries().stream())
        .toList();
  }

  JsonNode json() {
    return json;
  }

  /** Panels without the headlines of rows. */
  List<ShippedPanel> panels() {
    List<ShippedPanel> panels = new ArrayList<>();
    for (JsonNode panel : json.path("panels")) {
      if (!panel.path("type").asText().equals("row")) {
        panels.add(new ShippedPanel(toString(), panel));
      }
    }
    return panels;
  }

  ShippedPanel panel(String title) {
    return panels().stream()
        .filter(panel -> panel.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError(this + " has no panel \"" + title + "\""));
  }

  @Override
  public String toString() {
    return String.valueOf(file.getFileName());
  }
}
