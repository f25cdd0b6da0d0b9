package dev.tocsin.deploy.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks Prometheus what Grafana would ask, with the variables of a board filled in. */
final class PanelQueries {

  private static final int STEP_SECONDS = 2;
  private static final String RATE_INTERVAL = "10s";

  private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");

  /** Labels and values of one series. */
  record Series(Map<String, String> labels, List<Double> values) {

    double last() {
      return values.getLast();
    }

    String label(String name) {
      String value = labels.get(name);
      if (value == null) {
        throw new AssertionError("a series has no label " + name + ", only " + labels);
      }
      return value;
    }

    boolean hasNumber() {
      return values.stream().anyMatch(Double::isFinite);
    }

    /** Its name under a legend; a label that it lacks is an error. */
    String name(String legend) {
      return Query.LEGEND_LABEL
          .matcher(legend)
          .replaceAll(found -> Matcher.quoteReplacement(label(found.group(1))));
    }
  }

  private final PlayedStory story;

  PanelQueries(PlayedStory story) {
    this.story = story;
  }

  /** At the end of the story. */
  List<Series> now(String expression) throws IOException, InterruptedException {
    return series(story.prometheus().query(filled(expression), story.end()));
  }

  /** From the beginning of the story to its end. */
  List<Series> overTime(String expression) throws IOException, InterruptedException {
    return series(
        story.prometheus().range(filled(expression), story.begin(), story.end(), STEP_SECONDS));
  }

  /** What a variable that is defined by {@code label_values} offers. */
  Set<String> labelValues(String definition) throws IOException, InterruptedException {
    Matcher parts = LABEL_VALUES.matcher(definition);
    if (!parts.matches()) {
      throw new AssertionError("no label_values(SERIES, LABEL): " + definition);
    }
    Set<String> values = new TreeSet<>();
    for (Series series : now(parts.group(1))) {
      values.add(series.label(parts.group(2)));
    }
    return values;
  }

  private String filled(String expression) {
    long range = Math.round(Math.ceil(story.end() - story.begin()));
    String filled =
        expression
            .replace("$job", BoardVariables.JOB)
            .replace("$instance", ".*")
            .replace("$__rate_interval", RATE_INTERVAL)
            .replace("$__range", range + "s");
    if (filled.contains("$")) {
      throw new AssertionError("a variable that no board defines: " + filled);
    }
    return filled;
  }

  private static List<Series> series(JsonNode result) {
    List<Series> all = new ArrayList<>();
    for (JsonNode one : result) {
      Map<String, String> labels = new HashMap<>();
      one.path("metric").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asText()));
      List<Double> values = new ArrayList<>();
      if (one.has("value")) {
        values.add(number(one.path("value")));
      }
      one.path("values").forEach(sample -> values.add(number(sample)));
      all.add(new Series(labels, values));
    }
    return all;
  }

  private static double number(JsonNode sample) {
    String text = sample.path(1).asText();
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }
}
