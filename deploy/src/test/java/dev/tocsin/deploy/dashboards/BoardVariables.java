package dev.tocsin.deploy.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a reader of a board chooses: data source, installation, instance. */
final class BoardVariables {

  /** Name and uid of the data source that is provisioned. */
  static final String DATASOURCE_NAME = "Prometheus";

  static final String DATASOURCE_UID = "prometheus";
  static final String DATASOURCE_TYPE = "prometheus";

  /** Job that the boards start with, where it exists. */
  static final String JOB = "tocsin";

  private BoardVariables() {}

  /** Points a panel, a query or a variable at the chosen data source. */
  static void datasource(ObjectNode json) {
    json.putObject("datasource").put("type", DATASOURCE_TYPE).put("uid", "${datasource}");
  }

  static void write(boolean byInstance, ArrayNode list) {
    ObjectNode datasource = list.addObject();
    datasource.put("name", "datasource");
    datasource.put("label", "Data source");
    datasource.put("type", "datasource");
    datasource.put("query", DATASOURCE_TYPE);
    datasource.put("regex", "");
    datasource.put("hide", 0);
    datasource.put("includeAll", false);
    datasource.put("multi", false);
    datasource.put("refresh", 1);
    datasource.putArray("options");
    current(datasource, DATASOURCE_NAME, DATASOURCE_UID);

    ObjectNode job = labelValues(list, "job", "Job", "label_values(tocsin_build_info, job)");
    job.put("includeAll", false);
    job.put("multi", false);
    current(job, JOB, JOB);

    if (byInstance) {
      ObjectNode instance =
          labelValues(
              list,
              "instance",
              "Instance",
              "label_values(tocsin_build_info{job=\"$job\"}, instance)");
      instance.put("includeAll", true);
      instance.put("allValue", ".*");
      instance.put("multi", true);
      ObjectNode all = instance.putObject("current");
      all.putArray("text").add("All");
      all.putArray("value").add("$__all");
    }
  }

  private static ObjectNode labelValues(ArrayNode list, String name, String label, String query) {
    ObjectNode variable = list.addObject();
    variable.put("name", name);
    variable.put("label", label);
    variable.put("type", "query");
    datasource(variable);
    variable.putObject("query").put("query", query).put("refId", "PrometheusVariableQueryEditor");
    variable.put("regex", "");
    variable.put("hide", 0);
    // Again when the range of time changes: instances come and go.
    variable.put("refresh", 2);
    variable.put("sort", 1);
    variable.putArray("options");
    return variable;
  }

  private static void current(ObjectNode variable, String text, String value) {
    variable.putObject("current").put("text", text).put("value", value);
  }
}
