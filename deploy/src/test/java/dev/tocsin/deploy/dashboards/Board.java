package dev.tocsin.deploy.dashboards;

import java.util.ArrayList;
import java.util.List;

/** Short description of a board: rows of panels. */
final class Board {

  /** A headline and the panels below it, as many a line as fit. */
  record Row(String title, int height, List<Panel> panels) {}

  final String uid;
  final String title;
  final String description;
  final String matchers;
  final List<Row> rows = new ArrayList<>();

  /**
   * @param matchers what limits every query to the chosen installation
   */
  Board(String uid, String title, String description, String matchers) {
    this.uid = uid;
    this.title = title;
    this.description = description;
    this.matchers = matchers;
  }

  Board row(String title, int height, Panel... panels) {
    rows.add(new Row(title, height, List.of(panels)));
    return this;
  }

  /** File name below the directory of the boards. */
  String file() {
    return uid.substring(uid.indexOf('-') + 1) + ".json";
  }

  /** Whether one instance can be chosen. */
  boolean byInstance() {
    return matchers.contains("$instance");
  }

  @Override
  public String toString() {
    return uid;
  }

  static List<Board> all() {
    return List.of(ResponderBoard.describe(), SreBoard.describe());
  }
}
