package dev.tocsin.deploy.dashboards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Short description of one panel of a board. */
final class Panel {

  /** How a panel shows its values. */
  enum Kind {
    /** Large numbers, now. */
    STAT("stat", true),
    /** Bars, over the range of time that the board shows. */
    BARS("bargauge", true),
    /** Rows and columns, now. */
    TABLE("table", true),
    /** Lines over time. */
    LINES("timeseries", false),
    /** States over time. */
    STATES("state-timeline", false);

    private final String id;
    private final boolean instant;

    Kind(String id, boolean instant) {
      this.id = id;
      this.instant = instant;
    }

    String id() {
      return id;
    }

    /** Whether it asks for one moment, rather than for a stretch of time. */
    boolean instant() {
      return instant;
    }
  }

  final Kind kind;
  final String title;
  final String question;
  final Unit unit;
  final int width;
  final List<Query> queries = new ArrayList<>();
  final List<Column> columns = new ArrayList<>();
  final List<Threshold> thresholds = new ArrayList<>();

  /** Colours of single series, by the series' name. */
  final Map<String, Threshold> seriesThresholds = new LinkedHashMap<>();

  final List<ValueText> texts = new ArrayList<>();
  String description = "";
  boolean stacked;
  boolean line;
  boolean namesOnly;
  String sortedBy = "";

  private Panel(Kind kind, String title, String question, Unit unit, int width) {
    this.kind = kind;
    this.title = title;
    this.question = question;
    this.unit = unit;
    this.width = width;
  }

  /**
   * @param question what it answers
   * @param width of 24
   */
  static Panel stat(String title, String question, Unit unit, int width) {
    return new Panel(Kind.STAT, title, question, unit, width);
  }

  static Panel bars(String title, String question, Unit unit, int width) {
    return new Panel(Kind.BARS, title, question, unit, width);
  }

  static Panel table(String title, String question, int width) {
    return new Panel(Kind.TABLE, title, question, Unit.WHOLE, width);
  }

  static Panel lines(String title, String question, Unit unit, int width) {
    return new Panel(Kind.LINES, title, question, unit, width);
  }

  static Panel states(String title, String question, int width) {
    return new Panel(Kind.STATES, title, question, Unit.BOOLEAN, width);
  }

  /** Describes how to read it, and what to do. */
  Panel describe(String text) {
    description = text;
    return this;
  }

  Panel query(String legend, String expression) {
    queries.add(new Query(expression, legend));
    return this;
  }

  Panel column(Column column) {
    columns.add(column);
    return this;
  }

  /** Colour of the smallest values; the others follow with {@link #from}. */
  Panel base(Colour colour) {
    return from(0, colour);
  }

  Panel from(double value, Colour colour) {
    thresholds.add(new Threshold(value, colour));
    return this;
  }

  /** As {@link #from}, for one series. */
  Panel seriesFrom(String series, double value, Colour colour) {
    seriesThresholds.put(series, new Threshold(value, colour));
    return this;
  }

  /** Shows a text instead of a value. */
  Panel word(String value, String text, Colour colour) {
    texts.add(ValueText.of(value, text, colour));
    return this;
  }

  /** Shows a text where the metric is NaN. */
  Panel wordForNan(String text, Colour colour) {
    texts.add(ValueText.forNan(text, colour));
    return this;
  }

  /** Shows a text where the query has no result. */
  Panel wordForNone(String text, Colour colour) {
    texts.add(ValueText.forNone(text, colour));
    return this;
  }

  /** Rows with the largest value of a column come first. */
  Panel sortedBy(String column) {
    sortedBy = column;
    return this;
  }

  /** Series add up to a whole. */
  Panel stacked() {
    stacked = true;
    return this;
  }

  /** Draws the thresholds as lines. */
  Panel thresholdLines() {
    line = true;
    return this;
  }

  /** Shows the names of series and not their values. */
  Panel namesOnly() {
    namesOnly = true;
    return this;
  }
}
