package dev.tocsin.deploy.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Writes one panel as Grafana 12 reads it. */
final class PanelJson {

  private final Panel panel;
  private final String matchers;

  PanelJson(Panel panel, String matchers) {
    this.panel = panel;
    this.matchers = matchers;
  }

  void write(ObjectNode json) {
    json.put("type", panel.kind.id());
    json.put("title", panel.title);
    json.put("description", panel.question + " " + panel.description);
    BoardVariables.datasource(json);
    ArrayNode targets = json.putArray("targets");
    panel.queries.forEach(query -> target(targets, query.expression(), query.legend()));
    panel.columns.forEach(column -> target(targets, column.expression(), ""));
    ObjectNode fields = json.putObject("fieldConfig");
    defaults(fields.putObject("defaults"));
    ArrayNode overrides = fields.putArray("overrides");
    panel.seriesThresholds.forEach(
        (series, threshold) ->
            thresholds(
                override(overrides, series).addObject().put("id", "thresholds").putObject("value"),
                List.of(panel.thresholds.getFirst(), threshold)));
    ObjectNode options = json.putObject("options");
    switch (panel.kind) {
      case STAT -> stat(options);
      case BARS -> bars(options);
      case TABLE -> new TableJson(panel).write(json, options, overrides);
      case LINES -> {
        legend(options, true);
        tooltip(options);
      }
      case STATES -> {
        options.put("mergeValues", true);
        options.put("showValue", "never");
        options.put("alignValue", "left");
        options.put("rowHeight", 0.8);
        legend(options, false);
        tooltip(options);
      }
    }
  }

  private void target(ArrayNode targets, String expression, String legend) {
    ObjectNode target = targets.addObject();
    target.put("refId", refId(targets.size() - 1));
    BoardVariables.datasource(target);
    target.put("editorMode", "code");
    target.put("expr", Query.within(matchers, expression));
    target.put("legendFormat", legend);
    target.put("instant", panel.kind.instant());
    target.put("range", !panel.kind.instant());
    target.put("format", panel.kind == Panel.Kind.TABLE ? "table" : "time_series");
  }

  static String refId(int position) {
    return String.valueOf((char) ('A' + position));
  }

  private void defaults(ObjectNode defaults) {
    defaults.put("unit", panel.unit.id());
    if (panel.kind == Panel.Kind.LINES || panel.kind == Panel.Kind.BARS) {
      defaults.put("min", 0);
    }
    // A small share would not be seen on a scale that ends at 1.
    if (panel.unit == Unit.SHARE && panel.stacked) {
      defaults.put("max", 1);
    }
    boolean coloured = !panel.thresholds.isEmpty() && !panel.line;
    defaults
        .putObject("color")
        .put("mode", coloured || !overTime() ? "thresholds" : "palette-classic");
    thresholds(defaults.putObject("thresholds"), panel.thresholds);
    mappings(defaults.putArray("mappings"), panel.texts);
    custom(defaults.putObject("custom"));
  }

  private boolean overTime() {
    return panel.kind == Panel.Kind.LINES || panel.kind == Panel.Kind.STATES;
  }

  static void thresholds(ObjectNode json, List<Threshold> thresholds) {
    json.put("mode", "absolute");
    ArrayNode steps = json.putArray("steps");
    if (thresholds.isEmpty()) {
      steps.addObject().put("color", Colour.PLAIN.id()).putNull("value");
    }
    for (Threshold threshold : thresholds) {
      ObjectNode step = steps.addObject().put("color", threshold.colour().id());
      if (steps.size() == 1) {
        step.putNull("value");
      } else {
        step.put("value", threshold.from());
      }
    }
  }

  /** Begins settings of one series or column, by its name. */
  static ArrayNode override(ArrayNode overrides, String name) {
    ObjectNode override = overrides.addObject();
    override.putObject("matcher").put("id", "byName").put("options", name);
    return override.putArray("properties");
  }

  static void mappings(ArrayNode mappings, List<ValueText> texts) {
    for (int i = 0; i < texts.size(); i++) {
      mapping(mappings, texts.get(i), i);
    }
  }

  private static void mapping(ArrayNode mappings, ValueText text, int index) {
    ObjectNode mapping = mappings.addObject();
    ObjectNode result;
    if (text.special().isEmpty()) {
      mapping.put("type", "value");
      result = mapping.putObject("options").putObject(text.value());
    } else {
      mapping.put("type", "special");
      result = mapping.putObject("options").put("match", text.special()).putObject("result");
    }
    result.put("text", text.text()).put("color", text.colour().id()).put("index", index);
  }

  private void custom(ObjectNode custom) {
    switch (panel.kind) {
      case LINES -> {
        custom.put("drawStyle", "line");
        custom.put("lineWidth", 1);
        custom.put("fillOpacity", panel.stacked ? 40 : 8);
        custom.put("showPoints", "never");
        custom.put("spanNulls", false);
        custom.putObject("stacking").put("group", "A").put("mode", stacking());
        custom.putObject("thresholdsStyle").put("mode", panel.line ? "line" : "off");
      }
      case STATES -> custom.put("fillOpacity", 80).put("lineWidth", 0);
      case TABLE -> {
        custom.put("align", "auto");
        custom.putObject("cellOptions").put("type", "auto");
        custom.put("filterable", false);
      }
      case STAT, BARS -> {
        // They have no settings of their own here.
      }
    }
  }

  private String stacking() {
    return panel.stacked ? "normal" : "none";
  }

  private void stat(ObjectNode options) {
    reduce(options);
    options.put("orientation", "auto");
    options.put("textMode", textMode());
    options.put("wideLayout", true);
    options.put("colorMode", panel.thresholds.isEmpty() ? "none" : "background");
    options.put("graphMode", "none");
    options.put("justifyMode", "center");
    options.put("showPercentChange", false);
  }

  private String textMode() {
    if (panel.namesOnly) {
      return "name";
    }
    boolean named = panel.queries.stream().anyMatch(query -> query.legend().contains("{{"));
    return named || panel.queries.size() > 1 ? "value_and_name" : "value";
  }

  private static void bars(ObjectNode options) {
    reduce(options);
    options.put("orientation", "horizontal");
    options.put("displayMode", "basic");
    options.put("valueMode", "color");
    options.put("namePlacement", "left");
    options.put("showUnfilled", true);
    options.put("sizing", "auto");
    options.put("minVizHeight", 14);
    options.put("minVizWidth", 8);
    options.put("maxVizHeight", 28);
    legend(options, false);
  }

  private static void reduce(ObjectNode options) {
    ObjectNode reduce = options.putObject("reduceOptions");
    // Not "lastNotNull", which leaves NaN out: here NaN has a meaning, and none another one.
    reduce.putArray("calcs").add("last");
    reduce.put("fields", "");
    reduce.put("values", false);
  }

  private static void legend(ObjectNode options, boolean shown) {
    ObjectNode legend = options.putObject("legend");
    legend.put("showLegend", shown);
    legend.put("displayMode", "list");
    legend.put("placement", "bottom");
    legend.putArray("calcs");
  }

  private static void tooltip(ObjectNode options) {
    options.putObject("tooltip").put("mode", "multi").put("sort", "desc");
  }
}
