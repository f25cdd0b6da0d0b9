package dev.tocsin.deploy.dashboards;

import java.util.List;

/**
 * A column of a table of incidents.
 *
 * @param title the heading
 * @param expression PromQL with one sample an incident
 * @param label label that is shown instead of the value; empty for the value
 * @param thresholds colours of the text; none for plain text
 * @param texts its texts for some values
 */
record Column(
    String title,
    String expression,
    String label,
    Unit unit,
    List<Threshold> thresholds,
    List<ValueText> texts) {

  static Column of(String title, Unit unit, String expression) {
    return new Column(title, expression, "", unit, List.of(), List.of());
  }

  static Column ofLabel(String title, String label, String expression) {
    return new Column(title, expression, label, Unit.TEXT, List.of(), List.of());
  }

  Column coloured(Threshold... steps) {
    return new Column(title, expression, label, unit, List.of(steps), texts);
  }

  Column worded(ValueText... words) {
    return new Column(title, expression, label, unit, thresholds, List.of(words));
  }
}
