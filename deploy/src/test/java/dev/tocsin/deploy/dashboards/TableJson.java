package dev.tocsin.deploy.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Makes one table of several queries: each is a table with the label and a value, these are joined
 * by the label, and what is left of each is one column.
 */
final class TableJson {

  /** The label that a row is about. */
  static final String KEY = "incident";

  private final Panel panel;

  TableJson(Panel panel) {
    this.panel = panel;
  }

  void write(ObjectNode json, ObjectNode options, ArrayNode overrides) {
    options.put("showHeader", true);
    options.put("cellHeight", "sm");
    options.putArray("sortBy").addObject().put("displayName", panel.sortedBy).put("desc", true);
    transformations(json.putArray("transformations"));
    for (Column column : panel.columns) {
      override(overrides, column);
    }
  }

  private void transformations(ArrayNode transformations) {
    ObjectNode join = transformations.addObject().put("id", "joinByField");
    join.putObject("options").put("byField", KEY).put("mode", "outer");

    ObjectNode keep = transformations.addObject().put("id", "filterFieldsByName");
    ArrayNode names = keep.putObject("options").putObject("include").putArray("names");
    names.add(KEY);

    ObjectNode organize = transformations.addObject().put("id", "organize");
    ObjectNode options = organize.putObject("options");
    options.putObject("excludeByName");
    ObjectNode order = options.putObject("indexByName");
    ObjectNode titles = options.putObject("renameByName");
    order.put(KEY, 0);
    titles.put(KEY, "Incident");
    for (int i = 0; i < panel.columns.size(); i++) {
      String field = field(i);
      names.add(field);
      order.put(field, i + 1);
      titles.put(field, panel.columns.get(i).title());
    }
  }

  /** Grafana's name of what is left of a query. */
  private String field(int position) {
    String label = panel.columns.get(position).label();
    return label.isEmpty() ? "Value #" + PanelJson.refId(position) : label;
  }

  private static void override(ArrayNode overrides, Column column) {
    ArrayNode properties = PanelJson.override(overrides, column.title());
    properties.addObject().put("id", "unit").put("value", column.unit().id());
    if (!column.thresholds().isEmpty()) {
      PanelJson.thresholds(
          properties.addObject().put("id", "thresholds").putObject("value"), column.thresholds());
    }
    if (!column.texts().isEmpty()) {
      PanelJson.mappings(
          properties.addObject().put("id", "mappings").putArray("value"), column.texts());
    }
    if (!column.thresholds().isEmpty() || !column.texts().isEmpty()) {
      properties
          .addObject()
          .put("id", "custom.cellOptions")
          .putObject("value")
          .put("type", "color-text");
    }
  }
}
